import { domainToASCII } from "node:url";

/** What would make a domain end early where it is read as part of a URL. */
const URL_DELIMITERS = /[\s/?#@:%[\]\\]/;
const ASCII = /^[\0-\x7f]*$/;

/**
 * An address as it is compared with others: in lower case, the domain in ASCII (`xn--…`, UTS 46). The same on every engine
 * and in every locale, since no database folds it. Not for sending: the address as its owner wrote it may be another one.
 * @returns null for an address that is empty
 */
export function foldEmail(email: string): string | null {
  if (email === "") return null;
  // NFC: a letter with an accent is one, however it was typed.
  const lower = email.normalize("NFC").toLowerCase();
  const at = lower.lastIndexOf("@");
  return lower.slice(0, at + 1) + foldDomain(lower.slice(at + 1));
}

function foldDomain(domain: string): string {
  if (ASCII.test(domain) || URL_DELIMITERS.test(domain)) return domain;
  // Empty for what is no domain.
  return domainToASCII(domain) || domain;
}
