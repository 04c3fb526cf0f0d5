import { BlockList, isIP, SocketAddress } from "node:net";

/** The caller's address, from the connection and the X-Forwarded-For header. */
export type ClientAddressOf = (remote: string | undefined, forwardedFor: string | undefined) => string | null;

/** Whether a connection comes from a trusted proxy. */
export type IsTrustedProxy = (remote: string | undefined) => boolean;

/** @param trustedProxies addresses and CIDR ranges */
export function trustedProxyCheck(trustedProxies: readonly string[]): IsTrustedProxy {
  const trusted = new BlockList();
  for (const range of trustedProxies) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  return (remote) => {
    const address = canonical(remote);
    return address !== null && trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  };
}

/**
 * Each proxy appends the address that it was called from. Going back from the connection, the first address that is not a
 * trusted proxy's is the caller's; the addresses before it were sent by the caller and may be forged.
 * @param trustedProxies addresses and CIDR ranges
 */
export function clientAddressFinder(trustedProxies: readonly string[]): ClientAddressOf {
  const isTrusted = trustedProxyCheck(trustedProxies);
  return (remote, forwardedFor) => {
    let address = canonical(remote);
    if (trustedProxies.length === 0 || forwardedFor === undefined) return address;
    for (const hop of forwardedFor.split(",").reverse()) {
      if (address === null || !isTrusted(address)) break;
      // An empty element of a list is none (RFC 9110, 5.6.1).
      if (hop.trim() === "") continue;
      const earlier = canonical(withoutPort(hop.trim()));
      if (earlier === null) break;
      address = earlier;
    }
    return address;
  };
}

/** With a port as Azure's gateways write it, quoted as in Forwarded, or an IPv6 address in brackets (RFC 7239, 6). */
const WITH_PORT = /^"?(?:\[([0-9A-Fa-f:.%\w]+)\]|([0-9.]+))(?::[0-9]{1,5})?"?$/;

function withoutPort(hop: string): string {
  const [, ipv6, ipv4] = WITH_PORT.exec(hop) ?? [];
  return ipv6 ?? ipv4 ?? hop;
}

/**
 * One spelling for each address: IPv6 compressed, in lower case and without its zone, which only means something on the machine
 * that wrote it; an IPv4-mapped IPv6 address as IPv4. Null where the text is not an address.
 */
function canonical(address = ""): string | null {
  const family = isIP(address);
  if (family !== 6) return family === 4 ? address : null;
  return new SocketAddress({ address, family: "ipv6" }).address.replace(/^::ffff:(?=\d+\.)/, "");
}
