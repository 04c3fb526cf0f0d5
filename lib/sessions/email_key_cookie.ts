import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { nonceOfKey } from "@/lib/credentials/email_proof";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";

/** Long enough to press the button of the page. Seconds. */
const MAX_AGE = 600;

/** Keeps the key of a mailed link for the page that asks to confirm: it is then in no address. Other texts are not kept. */
export function keepEmailKey({ settings }: Scope, key: string): SetCookie[] {
  return nonceOfKey(key) === null ? [] : [{ spec: settings.emailKeyCookie, value: key, maxAge: MAX_AGE }];
}

/** The key of a link that was opened in this browser. */
export function keptEmailKey({ settings }: Scope, caller: Caller): string | null {
  return caller.cookie(settings.emailKeyCookie.name);
}

export function clearEmailKey({ settings }: Scope, caller: Caller): SetCookie[] {
  return caller.hasCookie(settings.emailKeyCookie.name) ? [clearCookie(settings.emailKeyCookie)] : [];
}
