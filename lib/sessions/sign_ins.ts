import { ApiError } from "@/lib/contract/errors";
import { passwordDigest } from "@/lib/credentials/digest";
import type { Scope } from "@/lib/scope/scope";
import { endSignIn, endSignIns, listSignIns, type SignInRow } from "@/lib/store/sign_ins";
import type { Step } from "@/lib/store/statements";
import { isFamilyOver, isSessionOver } from "./absolute_age";
import type { Credential } from "./credential";
import { isIdle } from "./last_use";
import { type Device, deviceOf } from "./user_agent";

/** A live sign-in of a user, as they see it. */
export interface SignIn extends SignInRow, Device {
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean;
}

/** The id of the session or family that a caller is signed in by; null for a token that names no family here. */
export function signInIdOf(credential: Credential): string | null {
  return (credential.kind === "session" ? credential.session : credential.family)?.id ?? null;
}

/** All live sign-ins of the caller, by session and by JWT: their own one first, then by their last use. */
export async function signInsOf(scope: Scope, credential: Credential): Promise<SignIn[]> {
  const { store, now, settings } = scope;
  const { key: userKey, password } = credential.user;
  const current = signInIdOf(credential);
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
export async function endSignInOf(scope: Scope, { user }: Credential, id: string): Promise<void> {
  const { store, now: at } = scope;
  // No id holds NUL, which PostgreSQL does not take for text.
  const ended = !id.includes("\0") && (await endSignIn(store, { userKey: user.key, id, at }));
  if (!ended) throw new ApiError("not_found");
}

/**
 * Ends all sign-ins of the caller.
 * @param keepsCurrent whether their own one stays
 * @param further what else is written with it
 */
export async function endSignInsOf(
  { store, now: at }: Scope,
  credential: Credential,
  keepsCurrent: boolean,
  further: readonly Step[] = [],
): Promise<void> {
  const keep = keepsCurrent ? signInIdOf(credential) : null;
  await endSignIns(store, { userKey: credential.user.key, at, keep }, further);
}
