import { availableParallelism } from "node:os";
import { z } from "zod";
import type { HasherName } from "@/lib/credentials/passwords/policy";
import { sendAtFullRate } from "./full_rate";
import { bareHashRate } from "./hashes";
import type { Load } from "./load";
import { type Stoppable, startApp, type Target } from "./target";

const tokenPair = z.object({ refresh: z.string() });

export const PASSWORD = "correct horse battery staple";
export const HASHERS = [
  "pbkdf2_sha256",
  "bcrypt_sha256",
  "scrypt",
  "argon2",
  "pbkdf2_sha1",
] as const satisfies readonly HasherName[];
/** Enough that every core always has a hash to compute, and few enough that the queue stays short. */
export const HASHING_CONNECTIONS = availableParallelism() * 2;
/**
 * Refresh tokens that are rotated in turn: more than there are connections, so that none is sent twice at once, and enough
 * for all rounds, since those whose response does not arrive before the end of a round are lost.
 */
const ROTATING_TOKENS = 400;
/** For rows that do not measure signing in. */
export const CHEAP_HASH = { PBKDF2_ITERATIONS: "1000" };
/** All of its tokens are one user's: more sign-ins than one may have, and one too many would end those of other rows. */
export const ROTATION = {
  ROTATE_REFRESH_TOKENS: "true",
  BLACKLIST_AFTER_ROTATION: "true",
  SESSIONS_PER_USER: "none",
};

export function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** The session cookie of a response, as a Cookie header. */
export function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** Requests to our endpoints, on one running app. */
export async function endpointLoads(app: Target, suffix: string): Promise<Load[]> {
  const credentials = { username: "bench", password: PASSWORD };
  // Refused where another app shares the database and has signed this user up.
  await post(`${app.url}/user/session_signup`, credentials);
  const cookie = cookieOf(await post(`${app.url}/user/session_signin`, credentials));
  const { access, refresh } = await signIn(app);
  return [
    { name: `/healthz${suffix}`, target: app, path: "/healthz" },
    { name: `/user/me by session${suffix}`, target: app, path: "/user/me", headers: { cookie } },
    {
      name: `/user/me by bearer${suffix}`,
      target: app,
      path: "/user/me",
      headers: { authorization: `Bearer ${access}` },
    },
    {
      name: `verify${suffix}`,
      target: app,
      path: "/api/token/verify/",
      method: "POST",
      body: JSON.stringify({ token: access }),
    },
    {
      name: `refresh${suffix}`,
      target: app,
      path: "/api/token/refresh/",
      method: "POST",
      body: JSON.stringify({ refresh }),
    },
  ];
}

/** Refreshes with rotation: a response's refresh token is sent in a later request. */
export async function rotationLoad(
  app: Target,
  name: string,
  path = "/api/token/refresh/",
  obtain = signIn,
): Promise<Load> {
  const tokens: string[] = [];
  for (let index = 0; index < ROTATING_TOKENS; index += 1) tokens.push((await obtain(app)).refresh);
  return {
    name,
    target: app,
    path,
    method: "POST",
    body: () => JSON.stringify({ refresh: tokens.shift() ?? "" }),
    onBody: (text) => tokens.push(tokenPair.parse(JSON.parse(text)).refresh),
  };
}

/** Sign-ins with Django's hash cost, and requests during many of them, on an app of its own. */
export async function signInLoads(
  started: Stoppable[],
  hasher: HasherName,
  environment: Readonly<Record<string, string>> = {},
  suffix = "",
): Promise<Load[]> {
  const target = await startApp({ PASSWORD_HASHERS: hasher, ...environment });
  started.push(target);
  const credentials = { username: "bench", password: PASSWORD };
  // Refused where another app shares the database and has signed this user up.
  await post(`${target.url}/user/session_signup`, credentials);
  const cookie = cookieOf(await post(`${target.url}/user/session_signin`, credentials));
  const signIn: Load = {
    name: `sign-in, ${hasher}${suffix}`,
    target,
    path: "/user/session_signin",
    method: "POST",
    body: JSON.stringify(credentials),
    connections: HASHING_CONNECTIONS,
    measureLimit: bareHashRate(hasher),
  };
  const storm = stormLoads(signIn, cookie);
  return [signIn, ...storm.map((load) => ({ ...load, name: `${load.name}, ${hasher}${suffix}` }))];
}

/** Requests a second of a user, alone and while others sign in. */
const USER_RATE = 200;
/** Keeps every core hashing, with some more sign-ins in the queue. */
const STORM_CONNECTIONS = 16;

/** How long a signed-in user's requests take during a storm of sign-ins. */
function stormLoads(signIn: Load, cookie: string): Load[] {
  const me = { target: signIn.target, path: "/user/me", headers: { cookie }, rate: USER_RATE };
  return [
    { ...me, name: `/user/me, ${USER_RATE} a second` },
    {
      ...me,
      name: `/user/me, ${USER_RATE} a second, in a storm of sign-ins`,
      meanwhile: (seconds) => sendAtFullRate({ ...signIn, connections: STORM_CONNECTIONS }, seconds),
    },
  ];
}

export function signUpLoad(app: Target): Load {
  let count = 0;
  const body = () => {
    count += 1;
    return JSON.stringify({ username: `new-${process.pid}-${count}`, password: PASSWORD });
  };
  return {
    name: "sign-up, pbkdf2_sha256",
    target: app,
    path: "/user/session_signup",
    method: "POST",
    body,
    connections: HASHING_CONNECTIONS,
  };
}

export async function signIn(app: Target): Promise<{ access: string; refresh: string }> {
  const answer = await post(`${app.url}/api/token/`, { username: "bench", password: PASSWORD });
  return tokenPair.extend({ access: z.string() }).parse(await answer.json());
}
