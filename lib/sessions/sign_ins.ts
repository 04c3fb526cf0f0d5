import type { SetCookie } from "@/lib/contract/cookie";
import { ApiError } from "@/lib/contract/errors";
import { passwordDigest } from "@/lib/credentials/digest";
import { signInEnded, signInsEnded } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { endFamily } from "@/lib/store/refresh_tokens";
import { deleteSession } from "@/lib/store/sessions";
import { endSignIns, findSignIn, listSignIns, type SignInRow } from "@/lib/store/sign_ins";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import { isFamilyOver, isSessionOver } from "./absolute_age";
import type { Caller } from "./caller";
import type { Credential } from "./credential";
import { isIdle } from "./last_use";
import { renewKey } from "./renew_sign_in";
import { type Device, deviceOf } from "./user_agent";

/** A live sign-in of a user, as they see it. */
export interface SignIn extends SignInRow, Device {
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean;
}

/** A sign-in in an answer. */
export function publicSignIn(signIn: SignIn) {
  const { id, mode, browser, system, address } = signIn;
  return {
    ...{ id, mode, browser, system, address },
    user_agent: signIn.userAgent,
    created: signIn.createdAt,
    last_used: signIn.lastUsedAt,
    current: signIn.isCurrent,
  };
}

/** The id of the session or family that a caller is signed in by; null for a token that names no family here. */
export function signInIdOf(credential: Credential): string | null {
  return (credential.kind === "session" ? credential.session : credential.family)?.id ?? null;
}

/** All live sign-ins of the caller, by session and by JWT: their own one first, then by their last use. */
export async function signInsOf(scope: Scope, credential: Credential): Promise<SignIn[]> {
  return liveSignInsOf(scope, credential.user, signInIdOf(credential));
}

/** The same of any user. @param current the id of the one that asks; null where none does */
export async function liveSignInsOf(
  scope: Scope,
  { key: userKey, password }: Pick<User, "key" | "password">,
  current: string | null,
): Promise<SignIn[]> {
  const { store, now, settings } = scope;
  const rows = await listSignIns(store, { userKey, at: now, current });
  const digests = new Set(settings.secretKeys.map((key) => passwordDigest(password, key)));
  const live = rows.filter((row) => digests.has(row.passwordDigest) && !hasEnded(scope, row));
  return Promise.all(
    live.map(async (row) => ({ ...row, ...(await deviceOf(row.userAgent)), isCurrent: row.id === current })),
  );
}

function hasEnded(scope: Scope, { mode, createdAt, lastUsedAt }: SignInRow): boolean {
  if (mode === "jwt") return isFamilyOver(scope, { createdAt });
  return isSessionOver(scope, createdAt) || isIdle(scope, lastUsedAt);
}

/** Ends one of the caller's sign-ins. @throws ApiError 404 not_found where they have none of that id */
export async function endSignInOf(
  scope: Scope,
  { address }: Caller,
  { user }: Credential,
  id: string,
): Promise<void> {
  const { store, now: at } = scope;
  const userKey = user.key;
  // No id holds NUL, which PostgreSQL does not take for text.
  const found = id.includes("\0") ? null : await findSignIn(store, userKey, id);
  if (found === null) throw new ApiError("not_found");
  const { mode, djangoKey } = found;
  const event = signInEnded(scope, { userKey, at, address, mode, signIn: id });
  const ended =
    mode === "session"
      ? await deleteSession(store, { id, djangoKey }, event.steps)
      : await endFamily(store, id, at, event.steps);
  if (!ended) throw new ApiError("not_found");
  event.log();
}

/**
 * Ends all sign-ins of the caller. If their own one stays, and is a session, it gets another key: a copy of its cookie is one of
 * those that are to end.
 * @param keepsCurrent whether their own one stays
 * @param also further steps of the same transaction
 * @returns the session's new cookie
 */
export async function endSignInsOf(
  scope: Scope,
  { address }: Caller,
  credential: Credential,
  keepsCurrent: boolean,
  also: readonly Step[],
): Promise<readonly SetCookie[]> {
  const { store, now: at } = scope;
  const userKey = credential.user.key;
  const keep = keepsCurrent ? signInIdOf(credential) : null;
  const renewed = keepsCurrent && credential.kind === "session" ? await renewKey(scope, credential) : null;
  // An event costs whoever makes many of them a sign-in each.
  const live = await listSignIns(store, { userKey, at, current: keep });
  const ends = live.some(({ id }) => id !== keep);
  const event = signInsEnded(scope, { userKey, at, address, which: keep === null ? "all" : "others" });
  const further = [...(renewed?.steps ?? []), ...(ends ? event.steps : []), ...also];
  const [changed] = await endSignIns(store, { userKey, at, keep }, further);
  if (ends) event.log();
  // Where another request has changed the key at the same moment, the cookie comes with its answer.
  return renewed !== null && changed === 1 ? renewed.cookies : [];
}
