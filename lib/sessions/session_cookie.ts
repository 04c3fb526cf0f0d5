import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { sealSessionKey, unsealSessionKey } from "@/lib/credentials/seal";
import type { Scope } from "@/lib/scope/scope";
import type { SessionRow } from "@/lib/store/sessions";
import type { Caller } from "./caller";

/** A seal is valid a little longer than its cookie and its row, for clocks that differ. */
const SEAL_MARGIN_SECONDS = 60;

/** The session key in the cookie that came with a request; null where there is none that counts. */
export async function keyFromCookie({ settings }: Scope, caller: Caller): Promise<string | null> {
  const seal = caller.cookie(settings.session.cookie.name);
  return seal === null
    ? null
    : unsealSessionKey(seal, settings.secretKeys, settings.session.age + SEAL_MARGIN_SECONDS);
}

/** More of one name come from no browser whose owner means well. */
const MOST_COOKIES = 8;

/**
 * The session keys in all cookies of the name: what is to end, ends also where a sibling domain has planted one beside it, of which
 * {@link keyFromCookie} takes neither.
 */
export async function keysFromCookies({ settings }: Scope, caller: Caller): Promise<string[]> {
  const { cookie, age } = settings.session;
  const seals = caller.cookies(cookie.name).slice(0, MOST_COOKIES);
  const opened = seals.map((seal) => unsealSessionKey(seal, settings.secretKeys, age + SEAL_MARGIN_SECONDS));
  return (await Promise.all(opened)).filter((key) => key !== null);
}

/**
 * The cookie that carries a session key until its session expires. That of one that was taken over from Django ends with the browser:
 * where Django's does not, it brings ours again.
 */
export async function sessionCookie(
  { settings, now }: Scope,
  key: string,
  { expiresAt, djangoKey }: Pick<SessionRow, "expiresAt" | "djangoKey">,
): Promise<SetCookie> {
  const { cookie, age, expireAtBrowserClose } = settings.session;
  const value = await sealSessionKey(key, settings.secretKeys, age + SEAL_MARGIN_SECONDS);
  const maxAge = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
  return { spec: cookie, value, maxAge: expireAtBrowserClose || djangoKey !== null ? null : maxAge };
}

/** Clears a session cookie that came with the request and stands for nothing any more, as Django flushes it. */
export function clearStaleSessionCookie(scope: Scope, caller: Caller): SetCookie[] {
  return caller.cookie(scope.settings.session.cookie.name) === null ? [] : [clearSessionCookie(scope)];
}

export function clearSessionCookie({ settings }: Scope): SetCookie {
  return clearCookie(settings.session.cookie);
}
