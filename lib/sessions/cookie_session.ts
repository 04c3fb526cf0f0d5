import type { SignedInUser } from "@/lib/accounts/sign_in";
import type { SetCookie } from "@/lib/contract/cookie";
import { ApiError } from "@/lib/contract/errors";
import { matchesPasswordDigest, passwordDigest, randomId, randomKey, sha256 } from "@/lib/credentials/digest";
import { signedIn } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { hasEndedAtDjango } from "@/lib/store/django_sessions";
import { findSession, replaceSession, type SessionRow, touchSession } from "@/lib/store/sessions";
import type { User } from "@/lib/store/users";
import { isSessionOver, sessionExpiry } from "./absolute_age";
import type { Caller } from "./caller";
import { isIdle, isUseDue } from "./last_use";
import { rekeySessionDigest } from "./rekey_digest";
import { keyFromCookie, keysFromCookies, sessionCookie } from "./session_cookie";

export interface LiveSession {
  readonly kind: "session";
  readonly user: User;
  readonly session: SessionRow;
  /** SHA-256 of the key that its cookie carries. */
  readonly keyDigest: string;
  /** The renewed cookie, where every use renews it: goes with whatever answer the request gets. */
  readonly cookies: readonly SetCookie[];
}

/**
 * Starts a session and ends each whose cookie came with the request, so that a planted cookie gains nothing
 * (Django's login() with cycle_key()).
 * @returns the session cookie
 * @throws ApiError 401 no_active_account where the user was deleted or deactivated meanwhile, or has an app in use by now
 */
export async function startSession(
  scope: Scope,
  caller: Caller,
  { user, steps, app }: SignedInUser,
): Promise<SetCookie> {
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
  const formerKeyDigests = (await keysFromCookies(scope, caller)).map(sha256);
  const event = signedIn(scope, { ...session, at: now, mode: "session", signIn: session.id });
  const { perUser } = settings.session;
  const also = { formerKeyDigests, app, perUser, steps: [...steps, ...event.steps] };
  const started = await replaceSession(store, session, also);
  if (!started) throw new ApiError("no_active_account");
  event.log();
  return sessionCookie(scope, key, { expiresAt: session.expiresAt, djangoKey: null });
}

/** The session that the cookie stands for, if it is still live; the only way to get hold of its user. */
export async function readSession(scope: Scope, caller: Caller): Promise<LiveSession | null> {
  const key = await keyFromCookie(scope, caller);
  if (key === null) return null;
  const live = await liveSession(scope, key);
  return live && { ...live, cookies: await renew(scope, live, key) };
}

/** The session of a key, if it is live; without cookies. */
export async function liveSession(scope: Scope, key: string): Promise<LiveSession | null> {
  const { store, now } = scope;
  const keyDigest = sha256(key);
  const found = await findSession(store, keyDigest);
  if (!found || !isLive(found, scope)) return null;
  const { djangoKey } = found.session;
  // Whoever signs out at Django is signed out here.
  if (djangoKey !== null && (await hasEndedAtDjango(store, djangoKey, now))) return null;
  return { kind: "session", user: found.user, session: found.session, keyDigest, cookies: [] };
}

interface StoredSession {
  readonly session: SessionRow;
  readonly user: User;
}

function isLive({ session, user }: StoredSession, scope: Scope): boolean {
  const { settings, now } = scope;
  return (
    user.isActive &&
    now < session.expiresAt &&
    !isSessionOver(scope, session.createdAt) &&
    !isIdle(scope, session.lastUsedAt) &&
    matchesPasswordDigest(session.passwordDigest, user.password, settings.secretKeys)
  );
}

async function renew(scope: Scope, { session, user }: StoredSession, key: string): Promise<SetCookie[]> {
  const { store, now } = scope;
  const { saveEveryRequest, idleTimeout } = scope.settings.session;
  if (saveEveryRequest) {
    const expiresAt = sessionExpiry(scope, session.createdAt);
    const keyDigest = sha256(key);
    // Another request may have given the session another key, whose cookie must stay.
    if (!(await touchSession(store, session.id, { keyDigest, lastUsedAt: now, expiresAt }))) return [];
    // Only a session that is renewed can outlive the time that a former secret key is kept.
    await rekeySessionDigest(scope, session, user);
    return [await sessionCookie(scope, key, { expiresAt, djangoKey: session.djangoKey })];
  }
  // An idle timeout counts from the last use, which is then written to the second.
  if (isUseDue(session.lastUsedAt, now, idleTimeout === null ? undefined : 1)) {
    await touchSession(store, session.id, { keyDigest: sha256(key), lastUsedAt: now });
  }
  return [];
}
