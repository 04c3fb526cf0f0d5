import type { SetCookie } from "@/lib/contract/cookie";
import { passwordDigest, randomId, sha256 } from "@/lib/credentials/digest";
import { matchesAuthHash, readDjangoSession, takenOverKey } from "@/lib/credentials/django_session";
import { sessionTakenOver } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { isAddressVerified } from "@/lib/store/addresses";
import { type DjangoSessionRow, findDjangoSession, takeOver } from "@/lib/store/django_sessions";
import { canonicalKey } from "@/lib/store/user_key";
import { findUserByKey, type User } from "@/lib/store/users";
import { isSessionOver, sessionExpiry } from "./absolute_age";
import type { Caller } from "./caller";
import { type LiveSession, liveSession } from "./cookie_session";
import { djangoKeyOf } from "./django_cookie";
import { keyFromCookie, sessionCookie } from "./session_cookie";

/**
 * The session of a request that brings a session of Django's and none of ours: Django's is taken over, once. The key of ours follows
 * from Django's, so that all tabs of a browser get the same, and get it again as long as it lives. Where it has ended, Django's is
 * not taken over again.
 * @returns null where there is nobody to take over
 */
export async function takeOverSession(scope: Scope, caller: Caller): Promise<LiveSession | null> {
  const djangoKey = djangoKeyOf(scope, caller);
  const found = djangoKey === null ? null : await findDjangoSession(scope.store, djangoKey);
  if (djangoKey === null || found === null || found.expiresAt <= scope.now) return null;
  if (found.isKnown ? found.keyDigest === null : !(await begin(scope, caller, djangoKey, found))) return null;
  // Another server may have made it under a former secret key.
  for (const secret of scope.settings.secretKeys) {
    const key = takenOverKey(djangoKey, secret);
    const live = await liveSession(scope, key);
    if (live !== null) return { ...live, cookies: [await sessionCookie(scope, key, live.session)] };
  }
  return null;
}

/**
 * The same for a page, which reads the cookies of its request and sets none: the cookie that is to be added to the request and to the
 * answer. Whoever brings token cookies is signed in by these, or was.
 */
export async function takeOverForPage(scope: Scope, caller: Caller): Promise<SetCookie | null> {
  const { jwt, secretKeys } = scope.settings;
  const djangoKey = djangoKeyOf(scope, caller);
  if (djangoKey === null) return null;
  if ([jwt.cookies.access, jwt.cookies.refresh].some(({ name }) => caller.hasCookie(name))) return null;
  const key = await keyFromCookie(scope, caller);
  // The usual case, which needs no look-up: the session is the one that has taken Django's over.
  if (key !== null && secretKeys.some((secret) => key === takenOverKey(djangoKey, secret))) return null;
  if (key !== null && (await liveSession(scope, key)) !== null) return null;
  return (await takeOverSession(scope, caller))?.cookies[0] ?? null;
}

/** @returns false where the session may not be taken over; true where it was, by this request or another one */
async function begin(
  scope: Scope,
  caller: Caller,
  djangoKey: string,
  row: DjangoSessionRow,
): Promise<boolean> {
  const { settings, store, now: at } = scope;
  const signIn = await readSignIn(scope, row);
  if (signIn === null) return false;
  const { user, createdAt } = signIn;
  const renewedUntil = sessionExpiry(scope, createdAt);
  const session = {
    id: randomId(),
    keyDigest: sha256(takenOverKey(djangoKey, settings.secretKeys[0])),
    userKey: user.key,
    passwordDigest: passwordDigest(user.password, settings.secretKeys[0]),
    createdAt,
    // No longer than Django would have kept it, unless every request renews it here.
    expiresAt: new Date(Math.min(row.expiresAt.getTime(), renewedUntil.getTime())),
    address: caller.address,
    userAgent: caller.userAgent,
  };
  const event = sessionTakenOver(scope, { ...session, at, signIn: session.id });
  const { perUser } = settings.session;
  const how = { djangoKey, djangoExpiresAt: row.expiresAt, at, perUser, steps: event.steps };
  if (await takeOver(store, session, how)) event.log();
  return true;
}

/**
 * Who is signed in by a session of Django's, as django.contrib.auth.get_user() finds it, and since when at the latest. Null also
 * where a sign-in here would be asked for more than the password.
 */
async function readSignIn(
  scope: Scope,
  { data }: DjangoSessionRow,
): Promise<{ user: User; createdAt: Date } | null> {
  const { settings, store, now } = scope;
  const options = { secrets: settings.secretKeys, legacy: settings.session.djangoLegacy };
  const signIn = data === null ? null : readDjangoSession(data, options);
  if (signIn === null || signIn.userId.includes("\0")) return null;
  const { userId, authHash, writtenAt } = signIn;
  const createdAt = writtenAt !== null && writtenAt < now ? writtenAt : now;
  if (isSessionOver(scope, createdAt)) return null;
  const key = canonicalKey(store.schema.userTable.key.type, userId);
  const user = key === null ? null : await findUserByKey(store, key);
  if (user === null || !user.isActive || !matchesAuthHash(authHash, user.password, options)) return null;
  return (await needsProof(scope, user)) ? null : { user, createdAt };
}

/** Whether a sign-in of the user would have to verify their address first; that it asks for a code, takeOver() finds out. */
async function needsProof({ settings, store }: Scope, { key, email }: User): Promise<boolean> {
  if (settings.mail.verification !== "mandatory" || email === "") return false;
  return !(await isAddressVerified(store, key, email));
}
