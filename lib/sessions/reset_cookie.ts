import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { sealValues, unsealValues } from "@/lib/credentials/sealed_values";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";

/** How long a browser has to set the new password after it opened the link, which it can open again. Seconds. */
const MAX_AGE = 3600;
/** Links are shorter. Browsers drop cookies of more than 4,096 bytes. */
const MAX_LENGTH = 512;

/** What a link to set a new password names. */
export interface ResetLink {
  readonly uid: string;
  readonly token: string;
}

/** Keeps a link in a cookie, so that its token stands in no address bar, history or Referer. */
export async function keepLink({ settings }: Scope, { uid, token }: ResetLink): Promise<SetCookie> {
  if (uid.length + token.length > MAX_LENGTH) return clearCookie(settings.resetCookie);
  const value = await sealValues("password_reset", { uid, token }, settings.secretKeys, MAX_AGE);
  return { spec: settings.resetCookie, value, maxAge: MAX_AGE };
}

/** The link that a browser has opened; null where it has none. */
export async function keptLink({ settings }: Scope, caller: Caller): Promise<ResetLink | null> {
  const seal = caller.cookie(settings.resetCookie.name);
  const values = seal && (await unsealValues("password_reset", seal, settings.secretKeys, MAX_AGE));
  if (!values) return null;
  const { uid, token } = values;
  return typeof uid === "string" && typeof token === "string" ? { uid, token } : null;
}

/** Clears the cookie once the password is set. */
export function clearLink({ settings }: Scope, caller: Caller): SetCookie[] {
  return caller.hasCookie(settings.resetCookie.name) ? [clearCookie(settings.resetCookie)] : [];
}
