/** Sign-ins as somebody makes them who guesses passwords, and as the owner of an account does. */

import { type Answer, send, type Target } from "./client";
import { PASSWORD } from "./requests";

export interface Guess {
  readonly username: string;
  readonly password?: string;
  /** The client's address; one that nobody has had before unless it is given. Told by a proxy: TRUSTED_PROXIES=127.0.0.1. */
  readonly from?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The endpoints that take a name and a password. */
export const SIGN_IN_PATHS = [
  "/user/session_signin",
  "/user/jwt_signin",
  "/api/token",
  "/api/token/sliding",
] as const;

/** Signs in, with a wrong password unless one is given. */
export function guess(
  target: Target,
  { username, password = "wrong", from = newAddress(), path, headers }: Guess,
): Promise<Answer> {
  return send(target, path ?? "/user/jwt_signin", {
    json: { username, password },
    headers: { ...headers, "X-Forwarded-For": from },
  });
}

/** The owner's sign-in. */
export function enter(target: Target, one: Guess): Promise<Answer> {
  return guess(target, { password: PASSWORD, ...one });
}

/** The statuses of as many guesses, one after the other. */
export async function statusesOf(target: Target, count: number, one: Guess): Promise<number[]> {
  const statuses = [];
  for (let tried = 0; tried < count; tried += 1) statuses.push((await guess(target, one)).status);
  return statuses;
}

let addresses = 0;
/** An address that no other test of this process uses. */
export function newAddress(): string {
  addresses += 1;
  return `198.18.${addresses >> 8}.${addresses & 255}`;
}
