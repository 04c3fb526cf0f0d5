import { BlockList, isIP } from "node:net";

/** The caller's address, from the connection and the X-Forwarded-For header. */
export type ClientAddressOf = (remote: string | undefined, forwardedFor: string | undefined) => string | null;

/**
 * Each proxy appends the address that it was called from. Going back from the connection, the first address that is not a
 * trusted proxy's is the caller's; the addresses before it were sent by the caller and may be forged.
 * @param trustedProxies addresses and CIDR ranges
 */
export function clientAddressFinder(trustedProxies: readonly string[]): ClientAddressOf {
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

/** In lower case; an IPv4-mapped IPv6 address as IPv4. Null where the text is not an address. */
function canonical(address: string | undefined): string | null {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, "") ?? "";
  return isIP(plain) === 0 ? null : plain.toLowerCase();
}
