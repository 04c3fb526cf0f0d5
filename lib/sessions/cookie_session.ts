import type { SignedInUser } from "@/lib/accounts/sign_in";
import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { ApiError } from "@/lib/contract/errors";
import { matchesPasswordDigest, passwordDigest, randomId, randomKey, sha256 } from "@/lib/credentials/digest";
import { sealSessionKey, unsealSessionKey } from "@/lib/credentials/seal";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import {
  deleteSession,
  findSession,
  replaceSession,
  type SessionRow,
  touchSession,
} from "@/lib/store/sessions";
import type { User } from "@/lib/store/users";
import { isSessionOver, sessionExpiry } from "./absolute_age";
import type { Caller } from "./caller";
import { isUseDue } from "./last_use";
import { rekeySessionDigest } from "./rekey_digest";

/** A seal is valid a little longer than its cookie and its row, for clocks that differ. */
const SEAL_MARGIN_SECONDS = 60;

export interface LiveSession {
  readonly kind: "session";
  readonly user: User;
  readonly session: SessionRow;
  /** The renewed cookie, where every use renews it: goes with whatever answer the request gets. */
  readonly cookies: readonly SetCookie[];
}

/**
 * Starts a session and ends the one whose cookie came with the request, so that a planted cookie gains nothing
 * (Django's login() with cycle_key()).
 * @returns the session cookie
 * @throws ApiError 401 no_active_account where the user was deleted or deactivated meanwhile
 */
export async function startSession(scope: Scope, caller: Caller, { user }: SignedInUser): Promise<SetCookie> {
  const { settings, store, now } = scope;
  const key = randomKey();
  const session = {
    id: randomId(),
    keyDigest: sha256(key),
    userKey: user.key,
    passwordDigest: passwordDigest(user.password, settings.secretKeys[0]),
    createdAt: now,
    expiresAt: sessionExpiry(scope, now),
    address: caller.address,
    userAgent: caller.userAgent,
  };
  const former = await keyFromCookie(scope, caller);
  const formerDigest = former === null ? null : sha256(former);
  const started = await replaceSession(store, session, formerDigest, settings.session.perUser);
  if (!started) throw new ApiError("no_active_account");
  return sessionCookie(scope, key, session.expiresAt);
}

/** The session that the cookie stands for, if it is still live; the only way to get hold of its user. */
export async function readSession(scope: Scope, caller: Caller): Promise<LiveSession | null> {
  const key = await keyFromCookie(scope, caller);
  if (key === null) return null;
  const found = await findSession(scope.store, sha256(key));
  if (!found || !isLive(found, scope)) return null;
  const cookies = await renew(scope, found, key);
  return { kind: "session", user: found.user, session: found.session, cookies };
}

/** Ends the session that the cookie stands for. @returns whether there was one */
export async function endSession(scope: Scope, caller: Caller): Promise<boolean> {
  const key = await keyFromCookie(scope, caller);
  return key !== null && (await deleteSession(scope.store, sha256(key)));
}

/** Clears a session cookie that came with the request and stands for nothing any more, as Django flushes it. */
export function clearStaleSessionCookie(scope: Scope, caller: Caller): SetCookie[] {
  return caller.cookie(scope.settings.session.cookie.name) === null ? [] : [clearSessionCookie(scope)];
}

export function clearSessionCookie({ settings }: Scope): SetCookie {
  return clearCookie(settings.session.cookie);
}

interface StoredSession {
  readonly session: SessionRow;
  readonly user: User;
}

function isLive({ session, user }: StoredSession, scope: Scope): boolean {
  const { settings, now } = scope;
  const { idleTimeout } = settings.session;
  return (
    user.isActive &&
    now < session.expiresAt &&
    !isSessionOver(scope, session.createdAt) &&
    (idleTimeout === null || now < addSeconds(session.lastUsedAt, idleTimeout)) &&
    matchesPasswordDigest(session.passwordDigest, user.password, settings.secretKeys)
  );
}

async function renew(scope: Scope, { session, user }: StoredSession, key: string): Promise<SetCookie[]> {
  const { store, now } = scope;
  const { saveEveryRequest, idleTimeout } = scope.settings.session;
  if (saveEveryRequest) {
    const expiresAt = sessionExpiry(scope, session.createdAt);
    await touchSession(store, session.id, { lastUsedAt: now, expiresAt });
    // Only a session that is renewed can outlive the time that a former secret key is kept.
    await rekeySessionDigest(scope, session, user);
    return [await sessionCookie(scope, key, expiresAt)];
  }
  // An idle timeout counts from the last use, which is then written to the second.
  if (isUseDue(session.lastUsedAt, now, idleTimeout === null ? undefined : 1)) {
    await touchSession(store, session.id, { lastUsedAt: now });
  }
  return [];
}

async function keyFromCookie({ settings }: Scope, caller: Caller): Promise<string | null> {
  const seal = caller.cookie(settings.session.cookie.name);
  return seal === null
    ? null
    : unsealSessionKey(seal, settings.secretKeys, settings.session.age + SEAL_MARGIN_SECONDS);
}

/** The cookie of a session with this key. */
export async function sessionCookie(
  { settings, now }: Scope,
  key: string,
  expiresAt: Date,
): Promise<SetCookie> {
  const { cookie, age, expireAtBrowserClose } = settings.session;
  const value = await sealSessionKey(key, settings.secretKeys, age + SEAL_MARGIN_SECONDS);
  const maxAge = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
  return { spec: cookie, value, maxAge: expireAtBrowserClose ? null : maxAge };
}
