import { randomInt } from "node:crypto";
import { isUsername, normalizeUsername } from "@/lib/contract/fields";
import type { Scope } from "@/lib/scope/scope";
import { maxLengthOf } from "./length_problems";

/** How many digits tell apart those whose names would be the same. */
const DIGITS = 6;
/** More would mean that a million accounts have one name and six digits. */
const TRIES = 5;

/**
 * The name of an account that is given none: what stands before the @ of its address, as in django-allauth, without the characters that
 * names do not have.
 */
export function madeName(scope: Scope, email: string): string {
  const longest = (maxLengthOf(scope, "username") ?? 150) - DIGITS;
  const local = normalizeUsername(email.slice(0, Math.max(0, email.lastIndexOf("@"))));
  const name = [...local.replace(/[^\p{L}\p{N}_.+-]/gu, "")].slice(0, longest).join("");
  return isUsername(name) ? name : "user".slice(0, longest);
}

/** That name, then others that begin with it, for where it is taken. */
export function madeNames(scope: Scope, email: string): readonly string[] {
  const name = madeName(scope, email);
  const others = Array.from({ length: TRIES }, () => `${name}${randomInt(10 ** (DIGITS - 1), 10 ** DIGITS)}`);
  return [name, ...others];
}
