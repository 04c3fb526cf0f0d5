import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { noActiveAccount } from "@/lib/contract/errors";
import { matchesPasswordDigest, passwordDigest, randomId, randomKey, sha256 } from "@/lib/credentials/digest";
import { sealSessionKey, unsealSessionKey } from "@/lib/credentials/seal";
import type { SessionSettings } from "@/lib/settings/settings";
import {
  deleteSession,
  findSession,
  replaceSession,
  type SessionRow,
  touchSession,
} from "@/lib/store/sessions";
import type { User } from "@/lib/store/users";
import { type Call, later, TOUCH_INTERVAL } from "./call";
import { rekeySessionDigest } from "./rekey_digest";

/** A browser's cookie may outlive its row by clocks that differ, never the other way round; seconds. */
const SEAL_MARGIN = 60;

export interface LiveSession {
  readonly user: User;
  readonly session: SessionRow;
  /** The renewed cookie, where every use renews it. */
  readonly cookies: readonly SetCookie[];
}

/**
 * Starts a session and ends the one that the browser brought, so that a planted cookie gains nothing
 * (Django's login() with cycle_key()).
 * @throws ApiError 401 no_active_account where the user went meanwhile
 */
export async function startSession(call: Call, user: User): Promise<SetCookie> {
  const { settings, store, now } = call;
  const key = randomKey();
  const session = {
    id: randomId(),
    keyDigest: sha256(key),
    userId: user.id,
    passwordDigest: passwordDigest(user.password, settings.secretKeys[0]),
    createdAt: now,
    expiresAt: later(now, settings.session.age),
    address: call.address,
    userAgent: call.userAgent,
  };
  const former = await broughtKey(call);
  const started = await replaceSession(store, session, former === null ? null : sha256(former));
  if (!started) throw noActiveAccount();
  return sessionCookie(call, key);
}

/** The session that the cookie stands for, if it is still good; the only way to hold its user. */
export async function readSession(call: Call): Promise<LiveSession | null> {
  const key = await broughtKey(call);
  if (key === null) return null;
  const found = await findSession(call.store, sha256(key));
  if (!found || !isLive(found, call)) return null;
  const cookies = await renew(call, found, key);
  return { ...found, cookies };
}

/** Ends the session that the cookie stands for. @returns whether there was one */
export async function endSession(call: Call): Promise<boolean> {
  const key = await broughtKey(call);
  return key !== null && (await deleteSession(call.store, sha256(key)));
}

/** A cookie that stands for nothing any more is cleared where it was brought, as Django flushes it. */
export function clearStaleSessionCookie(call: Call): SetCookie[] {
  return call.cookie(call.settings.session.cookie.name) === null ? [] : [clearSessionCookie(call)];
}

export function clearSessionCookie(call: Call): SetCookie {
  return clearCookie(call.settings.session.cookie);
}

function isLive({ session, user }: { session: SessionRow; user: User }, { settings, now }: Call): boolean {
  const { idleTimeout } = settings.session;
  return (
    user.isActive &&
    now < session.expiresAt &&
    (idleTimeout === null || now < later(session.lastUsedAt, idleTimeout)) &&
    matchesPasswordDigest(session.passwordDigest, user.password, settings.secretKeys)
  );
}

async function renew(
  call: Call,
  { session, user }: { session: SessionRow; user: User },
  key: string,
): Promise<SetCookie[]> {
  const { store, now } = call;
  const { saveEveryRequest, age } = call.settings.session;
  if (saveEveryRequest) {
    await touchSession(store, session.id, { lastUsedAt: now, expiresAt: later(now, age) });
    // Only a session that is renewed can outlive the time that a former secret key is kept.
    await rekeySessionDigest(call, session, user);
    return [await sessionCookie(call, key)];
  }
  if (now >= later(session.lastUsedAt, touchInterval(call.settings.session))) {
    await touchSession(store, session.id, { lastUsedAt: now });
  }
  return [];
}

/** An idle timeout counts from the last use: then every use is written down, to the second. */
function touchInterval({ idleTimeout }: SessionSettings): number {
  return idleTimeout === null ? TOUCH_INTERVAL : 1;
}

async function broughtKey({ settings, cookie }: Call): Promise<string | null> {
  const seal = cookie(settings.session.cookie.name);
  return seal === null
    ? null
    : unsealSessionKey(seal, settings.secretKeys, settings.session.age + SEAL_MARGIN);
}

async function sessionCookie({ settings }: Call, key: string): Promise<SetCookie> {
  const { cookie, age, expireAtBrowserClose } = settings.session;
  const value = await sealSessionKey(key, settings.secretKeys, age + SEAL_MARGIN);
  return { spec: cookie, value, maxAge: expireAtBrowserClose ? null : Math.floor(age) };
}
