/** The requests that most tests make: signing up and in by JWT, refreshing, using a token. Tokens travel in bodies. */

import { type Answer, send, type Target } from "./client";

export const PASSWORD = "correct horse";

let names = 0;
/** A name that no other test of this process uses. */
export function newName(): string {
  names += 1;
  return `someone${names}`;
}

export interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/** The tokens of an answer. @throws where it holds none */
export function tokensOf({ status, body }: Answer): Tokens {
  const { access, refresh } = body ?? {};
  if (typeof access !== "string" || typeof refresh !== "string")
    throw new Error(`no tokens in ${status} ${JSON.stringify(body)}`);
  return { access, refresh };
}

export function signUp(target: Target, username: string): Promise<Answer> {
  return send(target, "/user/jwt_signup", { json: { username, password: PASSWORD } });
}

/** Signs a new user up. @throws where that is refused */
export async function signUpForTokens(target: Target, username = newName()): Promise<Tokens> {
  return tokensOf(await signUp(target, username));
}

export function signIn(target: Target, username: string): Promise<Answer> {
  return send(target, "/user/jwt_signin", { json: { username, password: PASSWORD } });
}

/** Signs an existing user in. @throws where that is refused */
export async function signInForTokens(target: Target, username: string): Promise<Tokens> {
  return tokensOf(await signIn(target, username));
}

export function refresh(target: Target, token: string): Promise<Answer> {
  return send(target, "/user/jwt_refresh", { json: { refresh: token } });
}

/** Refreshes where refresh tokens rotate. @throws where that is refused */
export async function refreshForTokens(target: Target, token: string): Promise<Tokens> {
  return tokensOf(await refresh(target, token));
}

export async function refreshStatus(target: Target, token: string): Promise<number> {
  return (await refresh(target, token)).status;
}

export function signOut(target: Target, token: string): Promise<Answer> {
  return send(target, "/user/jwt_signout", { json: { refresh: token } });
}

/** GET /user/me with a bearer token. */
export function me(target: Target, access: string): Promise<Answer> {
  return send(target, "/user/me", { bearer: access });
}

export async function meStatus(target: Target, access: string): Promise<number> {
  return (await me(target, access)).status;
}
