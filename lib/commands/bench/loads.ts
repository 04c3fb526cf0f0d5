import { availableParallelism } from "node:os";
import type { HasherName } from "@/lib/credentials/passwords/policy";
import { flood } from "./flood";
import { bareHashRate } from "./hashes";
import type { Load } from "./load";
import { type Stoppable, startApp, type Target } from "./target";

export const PASSWORD = "correct horse battery staple";
export const HASHERS = [
  "pbkdf2_sha256",
  "bcrypt_sha256",
  "scrypt",
  "argon2",
  "pbkdf2_sha1",
] as const satisfies readonly HasherName[];
/** Enough that every core always has a hash to compute, and few enough that none waits long. */
export const HASHING_CONNECTIONS = availableParallelism() * 2;
/**
 * Refresh tokens that are rotated in turn: more than there are connections, so that none is sent twice at once, and
 * enough for the rounds, since those under way when a round ends are lost.
 */
const ROTATING = 400;
/** Signing in is not what is measured there. */
export const CHEAP_HASH = { PBKDF2_ITERATIONS: "1000" };
export const ROTATION = { ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" };

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

/** The session cookie that an answer sets, as a request brings it. */
export function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** What every request to an endpoint of ours costs, on one running app. */
export async function endpointLoads(app: Target, suffix: string): Promise<Load[]> {
  const credentials = { username: "bench", password: PASSWORD };
  // Refused where another app shares the database, and has signed them up.
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

/** Refreshes that rotate: each answer's token is the next request's. */
export async function rotationLoad(
  app: Target,
  name: string,
  path = "/api/token/refresh/",
  obtain = signIn,
): Promise<Load> {
  const tokens: string[] = [];
  for (let index = 0; index < ROTATING; index += 1) tokens.push((await obtain(app)).refresh);
  return {
    name,
    target: app,
    path,
    method: "POST",
    body: () => JSON.stringify({ refresh: tokens.shift() ?? "" }),
    answered: (text) => tokens.push((JSON.parse(text) as { refresh: string }).refresh),
  };
}

/** A sign-in at Django's cost, and a storm of it, on an app of its own. */
export async function signInLoads(
  started: Stoppable[],
  hasher: HasherName,
  environment: Readonly<Record<string, string>> = {},
  suffix = "",
): Promise<Load[]> {
  const target = await startApp({ PASSWORD_HASHERS: hasher, ...environment });
  started.push(target);
  const credentials = { username: "bench", password: PASSWORD };
  // Refused where another app shares the database, and has signed them up.
  await post(`${target.url}/user/session_signup`, credentials);
  const cookie = cookieOf(await post(`${target.url}/user/session_signin`, credentials));
  const signIn: Load = {
    name: `sign-in, ${hasher}${suffix}`,
    target,
    path: "/user/session_signin",
    method: "POST",
    body: JSON.stringify(credentials),
    connections: HASHING_CONNECTIONS,
    limit: bareHashRate(hasher),
  };
  const storm = stormLoads(signIn, cookie);
  return [signIn, ...storm.map((load) => ({ ...load, name: `${load.name}, ${hasher}${suffix}` }))];
}

/** A few questions a second: how long each waits, alone and while others sign in. */
const PACE = 200;
/** As many as keep every core hashing, with some more waiting. */
const STORM_CONNECTIONS = 16;

/** What somebody who is signed in notices of a storm of sign-ins. */
function stormLoads(signIn: Load, cookie: string): Load[] {
  const me = { target: signIn.target, path: "/user/me", headers: { cookie }, pace: PACE };
  return [
    { ...me, name: `/user/me, ${PACE} a second` },
    {
      ...me,
      name: `/user/me, ${PACE} a second, in a storm of sign-ins`,
      beside: (seconds) => flood({ ...signIn, connections: STORM_CONNECTIONS }, seconds),
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
  return (await answer.json()) as { access: string; refresh: string };
}
