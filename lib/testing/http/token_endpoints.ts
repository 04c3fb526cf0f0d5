/** Every endpoint that takes a token, by the way that it takes it. */

import { type Answer, send } from "../client";
import { newName, PASSWORD, signUpForTokens, type Tokens } from "../requests";
import type { TestServer } from "../server";

/** The endpoints that take a token, each as a function that sends it there. */
export const TOKEN_ENDPOINTS = {
  "/user/me": (server: TestServer, token: string): Promise<Answer> =>
    send(server, "/user/me", { bearer: token }),
  "/user/jwt_verify": inField("/user/jwt_verify", "token"),
  "/user/jwt_refresh": inField("/user/jwt_refresh", "refresh"),
  "/user/jwt_signout": inField("/user/jwt_signout", "refresh"),
  "/api/token/refresh/": inField("/api/token/refresh/", "refresh"),
  "/api/token/verify/": inField("/api/token/verify/", "token"),
  "/api/token/blacklist/": inField("/api/token/blacklist/", "refresh"),
  "/api/token/sliding/refresh/": inField("/api/token/sliding/refresh/", "token"),
} as const;
export type TokenEndpoint = keyof typeof TOKEN_ENDPOINTS;

function inField(path: string, field: string) {
  return (server: TestServer, token: string): Promise<Answer> =>
    send(server, path, { json: { [field]: token } });
}

/** Status and code of the answers at the endpoints; the code is null where there is none. */
export async function bringTo<D extends TokenEndpoint>(
  server: TestServer,
  token: string,
  endpoints: readonly D[],
): Promise<Record<D, readonly [number, unknown]>> {
  const answers: [D, readonly [number, unknown]][] = [];
  for (const endpoint of endpoints) {
    const { status, body } = await TOKEN_ENDPOINTS[endpoint](server, token);
    answers.push([endpoint, [status, body?.code ?? null]]);
  }
  return Object.fromEntries(answers) as Record<D, readonly [number, unknown]>;
}

export interface AllTokens extends Tokens {
  readonly sliding: string;
}

/** Signs a new user up, and gets a token of each type. */
export async function signUpForAll(server: TestServer): Promise<AllTokens> {
  const username = newName();
  const pair = await signUpForTokens(server, username);
  const { body } = await send(server, "/api/token/sliding/", { json: { username, password: PASSWORD } });
  return { ...pair, sliding: String(body?.token) };
}
