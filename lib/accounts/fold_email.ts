import { domainToASCII } from "node:url";
import { normalize } from "@/lib/contract/normalize";

/** What would make a domain end early where it is read as part of a URL. */
const URL_DELIMITERS = /[\s/?#@:%[\]\\]/;
const ASCII = /^[\0-\x7f]*$/;

/**
 * The form in which addresses are compared: lower case, the domain in ASCII (`xn--…`, UTS 46). It is computed here and not by
 * the database, so that it is the same on every engine and in every locale. Never send mail to it: that may be another mailbox.
 * @returns null for an empty address
 */
export function foldEmail(email: string): string | null {
  if (email === "") return null;
  // NFC: a letter with an accent is one, however it was typed.
  const lower = normalize(email, "NFC").toLowerCase();
  const at = lower.lastIndexOf("@");
  return lower.slice(0, at + 1) + foldDomain(lower.slice(at + 1));
}

function foldDomain(domain: string): string {
  if (ASCII.test(domain) || URL_DELIMITERS.test(domain)) return domain;
  // domainToASCII returns an empty string for an invalid domain.
  return domainToASCII(domain) || domain;
}
