import { isIP, SocketAddress } from "node:net";
import { checkedNext } from "@/lib/contract/next_path";
import { parseUrl } from "@/lib/contract/parse_url";
import type { Reader } from "./readers";

/* Readers of addresses, origins and domains. */

/** The widest ranges of private addresses are 10.0.0.0/8 and fc00::/7: more is the internet. Bits, IPv4 and IPv6. */
const [MIN_BITS_4, MIN_BITS_6] = [8, 7];

/** An IP address or a CIDR range, of which not everybody is a part. */
export const addressRange: Reader<string> = (value) => {
  const [address = "", bits] = value.split("/");
  const family = isIP(address);
  const maxBits = family === 4 ? 32 : 128;
  if (family === 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= maxBits))) {
    throw new TypeError("must list addresses or ranges such as 10.0.0.1 or 10.0.0.0/8");
  }
  const least = family === 4 ? MIN_BITS_4 : isIpv4Mapped(address) ? 96 + MIN_BITS_4 : MIN_BITS_6;
  if (bits !== undefined && Number(bits) < least)
    throw new TypeError(`must not list ${value}: whoever is in so wide a range could forge an address`);
  return value;
};

/** IPv4 written as IPv6 (RFC 4291, 2.5.5.2). */
function isIpv4Mapped(address: string): boolean {
  return new SocketAddress({ address, family: "ipv6" }).address.startsWith("::ffff:");
}

/** An origin as browsers send it: scheme, host and port, without a path. A pattern would never match one. */
export const origin: Reader<string> = (value) => {
  if (value.includes("*")) throw new TypeError("must name each origin in full, without *");
  return originText(value);
};

/** An origin, or all below a domain and itself, as Django writes them: `https://*.example.com`. */
export const originPattern: Reader<string> = (value) => {
  const written = originText(value);
  if (/\*/.test(written.replace(/:\/\/\*\.(?=[^.])/, "://")))
    throw new TypeError("takes * in the place of subdomains only, such as https://*.example.com");
  return written;
};

function originText(value: string): string {
  const url = parseUrl(value);
  const beside = url && [url.username, url.password, url.search, url.hash].join("");
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || beside || !isHostName(url))
    throw new TypeError("must be an origin such as https://accounts.example.com");
  return url.origin;
}

/**
 * URLs also let `;`, `,` and quotes into a host's name. No host has them, and in a content security policy they would end an entry, or
 * the policy. A pattern's `*` is looked at elsewhere.
 */
function isHostName({ hostname }: URL): boolean {
  return /^(?:[a-z0-9._*-]+|\[[0-9a-f:.]+\])$/.test(hostname);
}

/** Where people are led: a path of ours, or an address anywhere, as browsers write it. */
export const redirectUrl: Reader<string> = (value) => {
  const address = parseUrl(value);
  const url = checkedNext(value, address === null ? [] : [address.origin]);
  if (url === null || (address !== null && (!isHostName(address) || address.hostname.includes("*"))))
    throw new TypeError("must be a path such as /account, or an address such as https://app.example.com/");
  return url;
};

/**
 * A cookie's domain, as browsers write it: a leading dot says nothing (RFC 6265, 5.2.3). They take none of one label, which
 * everybody would have a name below, and no address.
 */
export const cookieDomain: Reader<string> = (value) => {
  const given = value.replace(/^\./, "");
  const url = /^[^\s/?#@:\\[\]%]+$/.test(given) ? parseUrl(`https://${given}`) : null;
  const domain = url?.hostname ?? "";
  if (!/^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/.test(domain) || isIP(domain) !== 0)
    throw new TypeError("must be a domain of two or more labels such as example.com, and no address");
  return domain;
};

/** HTTPS, so that nobody on the way can replace what is fetched; plain HTTP on this machine only. */
export const secureUrl: Reader<string> = (value) => {
  const url = parseUrl(value);
  const loopback = url?.protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (!url || !(url.protocol === "https:" || loopback)) {
    throw new TypeError("must be an https address (http only on this machine)");
  }
  // fetch() refuses them, with a message that has them in it.
  if (url.username !== "" || url.password !== "") throw new TypeError("must have no user or password in it");
  return url.href;
};
