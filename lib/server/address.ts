import { BlockList, isIP } from "node:net";

/** Says who is calling, from the connection and from what trusted proxies add. */
export type AddressOf = (remote: string | undefined, forwardedFor: string | undefined) => string | null;

/**
 * Each proxy appends the address it was called from: walking back from the connection, the first address that is no
 * trusted proxy's is the caller's. What stands before it was sent by the caller and may be forged.
 * @param trustedProxies addresses and CIDR ranges
 */
export function addressFinder(trustedProxies: readonly string[]): AddressOf {
  const trusted = new BlockList();
  for (const range of trustedProxies) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return (remote, forwardedFor) => {
    let address = canonical(remote);
    if (trustedProxies.length === 0 || forwardedFor === undefined) return address;
    for (const hop of forwardedFor.split(",").reverse()) {
      if (address === null || !isTrusted(address)) break;
      const earlier = canonical(hop.trim());
      if (earlier === null) break;
      address = earlier;
    }
    return address;
  };
}

/** An IPv4 address in IPv6's clothes is the IPv4 address; what is no address is null. */
function canonical(address: string | undefined): string | null {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, "") ?? "";
  return isIP(plain) === 0 ? null : plain.toLowerCase();
}
