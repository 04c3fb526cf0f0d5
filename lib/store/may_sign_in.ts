import type { Schema } from "./schema";
import type { Value } from "./statements";

/**
 * The end of an INSERT … SELECT that starts a sign-in: the user is there and active, and has no authenticator app in use that
 * asks for a code which was not given. The transaction locks the user's row first, so that what changes these waits for it.
 */
export function maySignIn({ user }: Schema): string {
  return `FROM ${user.from} WHERE ${user.id} = ${user.key.fromParam} AND ${user.column("isActive")}
      AND (? = 1 OR NOT EXISTS (SELECT 1 FROM latchkey_totp WHERE user_key = ? AND secret IS NOT NULL))`;
}

/** The parameters of {@link maySignIn}. @param codeGiven or none is asked for, whatever the user has */
export function maySignInParams(userKey: string, codeGiven: boolean): Value[] {
  return [userKey, codeGiven ? 1 : 0, userKey];
}
