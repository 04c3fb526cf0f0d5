import type { Schema } from "./schema";
import { timeText, type Value } from "./statements";

/**
 * The authenticator app that a sign-in may find in use: the one whose code was given, by since when it is in use; null where no
 * code was given. `any`: no code is asked for.
 */
export type AppOfSignIn = Date | null | "any";

/**
 * The end of an INSERT … SELECT that starts a sign-in: the user is there and active, and has no other authenticator app in use
 * than the one whose code was given. The transaction locks the user's row first, so that what changes these waits for it.
 */
export function maySignIn({ user }: Schema): string {
  return `FROM ${user.from} WHERE ${user.id} = ${user.key.fromParam} AND ${user.column("isActive")}
      AND (? = 1 OR NOT EXISTS (
        SELECT 1 FROM latchkey_totp WHERE user_key = ? AND secret IS NOT NULL AND confirmed_at IS DISTINCT FROM ?))`;
}

/** The parameters of {@link maySignIn}. */
export function maySignInParams({ engine }: Schema, userKey: string, app: AppOfSignIn): Value[] {
  const since = app instanceof Date ? timeText(engine, app) : null;
  return [userKey, app === "any" ? 1 : 0, userKey, since];
}
