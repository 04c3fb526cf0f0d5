import { hasInvisible } from "./invisible";
import { parseUrl } from "./parse_url";

/**
 * E-mail addresses by Django's rules. No pattern here can match a character in two ways, so none backtracks for long,
 * whatever the input.
 */

/** RFC 3696, section 3, in code points. */
const MAX_LENGTH = 320;

/** Domains that need no dot (EmailValidator.domain_allowlist). */
const DOTLESS_DOMAINS: readonly string[] = ["localhost"];

const ATOM = /^[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+$/;

/** Django takes everything from U+00A1 to U+FFFF for a letter. */
const LABEL = /^[A-Za-z0-9\u00a1-\uffff](?:[-A-Za-z0-9\u00a1-\uffff]{0,61}[A-Za-z0-9\u00a1-\uffff])?$/u;
const TOP_LABEL =
  /^(?:[A-Za-z\u00a1-\uffff][-A-Za-z\u00a1-\uffff]{0,61}[A-Za-z\u00a1-\uffff]|[Xx][Nn]--[A-Za-z0-9]{1,59})$/u;

/** The longest IPv6 literal that Django parses, in characters (django.utils.ipv6). */
const MAX_IPV6_LENGTH = 39;
const HEXTET = /^[0-9A-Fa-f]{1,4}$/;
const OCTET = /^(?:0|[1-9][0-9]{0,2})$/;

/** What Python's str.strip() removes. String.trim() keeps U+001C to U+001F and U+0085, and removes U+FEFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts these as whitespace
const PYTHON_WHITESPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Joiners have a meaning in some scripts; where they have none, {@link URL} refuses them. */
const JOINERS = /[\u200c\u200d]/g;

/**
 * Whether somebody may sign up with the address: where Django 5.2 takes it, with these differences. A domain in any script is
 * valid without conversion to punycode, as since Django 5.1.
 * - A local part in quotes is refused: nobody has one, and `"<script>"@example.com` or a control character in it attacks
 *   whoever shows the address or sends mail to it.
 * - So are four characters outside of ASCII (ı İ ſ and the Kelvin sign), which case-insensitive matching lets into Django's
 *   local part, and invisible ones in a domain: they only serve to imitate another address.
 * - So is a domain that has no ASCII form, or is the ASCII form of none (UTS 46): DNS cannot hold it.
 *
 * @see django.core.validators.EmailValidator
 */
export function isValidEmail(value: string): boolean {
  if (isTooLong(value)) return false;
  const at = value.lastIndexOf("@");
  return at > 0 && isLocalPart(value.slice(0, at)) && isDomain(value.slice(at + 1));
}

/**
 * The address as Django stores it: without outer blanks, its domain in lower case. A string without @ is returned as it is.
 *
 * @see django.contrib.auth.base_user.BaseUserManager.normalize_email
 */
export function normalizeEmail(value: string): string {
  const stripped = strip(value);
  const at = stripped.lastIndexOf("@");
  if (at < 0) return value;
  return `${stripped.slice(0, at)}@${stripped.slice(at + 1).toLowerCase()}`;
}

function isTooLong(value: string): boolean {
  // A code point is one or two code units. The value can be of any length, so it is only split where that may decide.
  if (value.length <= MAX_LENGTH) return false;
  return value.length > 2 * MAX_LENGTH || [...value].length > MAX_LENGTH;
}

function isLocalPart(local: string): boolean {
  return local.split(".").every((atom) => ATOM.test(atom));
}

function isDomain(domain: string): boolean {
  if (DOTLESS_DOMAINS.includes(domain)) return true;
  if (domain.startsWith("[") && domain.endsWith("]")) {
    const address = domain.slice(1, -1);
    return isIpv4(address) || isIpv6(address);
  }
  const labels = domain.split(".");
  const top = labels.pop() ?? "";
  return (
    labels.length > 0 &&
    labels.every((label) => LABEL.test(label)) &&
    TOP_LABEL.test(top) &&
    (isPlainAscii(domain) || hasAsciiForm(domain))
  );
}

function isPlainAscii(domain: string): boolean {
  return /^[\0-\x7f]*$/.test(domain) && !/(?:^|\.)xn--/i.test(domain);
}

function hasAsciiForm(domain: string): boolean {
  return !hasInvisible(domain.replace(JOINERS, "")) && parseUrl(`http://${domain}`) !== null;
}

/** As Python's ipaddress.IPv4Address: four decimal numbers without leading zeros. */
function isIpv4(address: string): boolean {
  const octets = address.split(".");
  return octets.length === 4 && octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255);
}

/** As Python's ipaddress.IPv6Address, without a scope: eight groups, or fewer around one `::`. */
function isIpv6(address: string): boolean {
  if (address.length > MAX_IPV6_LENGTH) return false;
  const halves = address.split("::");
  if (halves.length > 2) return false;
  const groups = halves.map((half, index) => countGroups(half, index === halves.length - 1));
  const total = groups.reduce((sum, count) => sum + count, 0);
  // `::` stands for at least one group.
  return halves.length === 2 ? total <= 7 : total === 8;
}

/** How many groups of 16 bits a part around `::` has; NaN where it is malformed. */
function countGroups(part: string, isLast: boolean): number {
  if (part === "") return 0;
  const groups = part.split(":");
  const last = groups[groups.length - 1] ?? "";
  const endsInIpv4 = isLast && last.includes(".");
  if (endsInIpv4) groups.pop();
  if (!groups.every((group) => HEXTET.test(group)) || (endsInIpv4 && !isIpv4(last))) return Number.NaN;
  return groups.length + (endsInIpv4 ? 2 : 0);
}

/** Python's str.strip(). */
function strip(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && PYTHON_WHITESPACE.test(value.charAt(start))) start += 1;
  while (end > start && PYTHON_WHITESPACE.test(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}
