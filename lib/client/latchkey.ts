/**
 * Who is signed in at a Latchkey, for another app: in Node.js, on edge runtimes and in browsers. It imports nothing but jose, and that
 * only when a token is verified: copy this file into the app.
 */

import type * as Jose from "jose";

export interface LatchkeyOptions {
  /** Where this code reaches Latchkey, such as `http://127.0.0.1:8000`. */
  readonly url: string;
  /** Where browsers reach it, if elsewhere; "" where they reach it at the app's own origin. */
  readonly publicUrl?: string;
  /** The app's own origin, where it is not Latchkey's: people come back to it. */
  readonly appUrl?: string;
  /** Latchkey's ISSUER and AUDIENCE, where it has them. */
  readonly issuer?: string;
  readonly audience?: string;
  /** Latchkey's USER_ID_CLAIM and TOKEN_TYPE_CLAIM, where they are changed. */
  readonly userIdClaim?: string;
  readonly tokenTypeClaim?: string;
  /** Names of Latchkey's cookies, without `__Host-` and `__Secure-`, where SESSION_COOKIE_NAME or AUTH_COOKIE is set. */
  readonly cookies?: readonly string[];
  /** How long an answer may take; milliseconds. */
  readonly timeout?: number;
  /** Asks Latchkey, in place of the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** The clock by which tokens expire, in place of the system's; milliseconds since the epoch. */
  readonly now?: () => number;
  /** Is told why `verifyOffline` takes a token for invalid. Callers of the app have no use for it. */
  readonly onInvalid?: (problem: TokenProblem) => void;
}

/** jose's error, such as `ERR_JWT_EXPIRED`, or `ERR_TOKEN_TYPE` where a valid token is no access token. */
export interface TokenProblem extends Error {
  readonly code: string;
}

/** The answer of `GET /user/me`. */
export interface User {
  readonly id: number | string;
  readonly username: string;
  /** Empty where there is none. */
  readonly email: string;
  readonly age: number | null;
}

/** What an access token says. */
export interface TokenHolder {
  readonly userId: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The headers of a request: a Fetch `Headers`, what Next.js's `headers()` gives, or Node.js's `request.headers`. */
export type RequestHeaders =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined };

export interface Latchkey {
  /**
   * Who sent a request, by its headers Cookie and Authorization; null: nobody. It asks Latchkey, and so sees a sign-out at once. In a
   * browser, which sends its cookies by itself, without headers.
   * @throws LatchkeyError where Latchkey gives no answer, which is not to say that nobody is signed in
   */
  user(headers?: RequestHeaders): Promise<User | null>;
  /**
   * Whom an access token names; null: it is not valid. Latchkey's public keys decide, kept for five minutes, so that Latchkey is not
   * asked: a sign-out, a deactivation or a new password is NOT seen until the token has expired. Where Latchkey signs with a secret
   * (HS256), there is no public key, and it is asked each time.
   * @throws LatchkeyError where Latchkey had to be asked, and gives no answer
   */
  verifyOffline(token: string): Promise<TokenHolder | null>;
  /**
   * Where people sign in. Of whom only the access token has run out, Latchkey refreshes it there, and leads back at once.
   * @param next where they come back to: a path of the app, or an address
   */
  signInUrl(next: string): string;
  signUpUrl(next: string): string;
  /** Where a form of the app posts (`method="post"`) that signs out. */
  signOutUrl(next: string): string;
  /** Whether a request brings anything that could sign somebody in. It may be forged or over. */
  bringsCredential(headers: RequestHeaders): boolean;
}

/** Latchkey could not be reached, or its answer is none that it gives while it works. */
export class LatchkeyError extends Error {
  override readonly name = "LatchkeyError";
  /** Of the answer; null where there was none. */
  readonly status: number | null;

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** How long Latchkey's keys may be kept: it publishes a new one that long before it signs with it. Milliseconds. */
const KEYS_MAX_AGE = 300_000;
const TIMEOUT = 5_000;
/** The algorithms of public keys: one of a secret must never be checked by a public key (RFC 8725, 3.1). */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];
/** Latchkey's defaults, and those of the `.env` that it writes for development. */
const COOKIES = [
  ...["sessionid", "latchkey_access", "latchkey_refresh"],
  ...["access_token", "access_token_refresh"],
];

export function createLatchkey(options: LatchkeyOptions): Latchkey {
  const { publicUrl = options.url, appUrl = "", cookies = COOKIES } = options;
  const ask = asker(options);
  const linkTo = (path: string) => (next: string) => {
    const target = next.startsWith("/") ? withoutSlash(appUrl) + next : next;
    return `${withoutSlash(publicUrl)}${path}?next=${encodeURIComponent(target)}`;
  };
  return {
    user: async (headers) => {
      const credentials = headers === undefined ? {} : credentialsOf(headers);
      const isBrowser = headers === undefined && typeof document !== "undefined";
      if (Object.keys(credentials).length === 0 && !isBrowser) return null;
      const init = { headers: credentials, ...(isBrowser && { credentials: "include" as const }) };
      const { status, body } = await ask("/user/me", init);
      if (status === 200 && isUser(body)) return body;
      // Another server's 401, such as of a proxy that asks for a password, says nothing of Latchkey's users.
      if (status === 401 && isObject(body) && "code" in body) return null;
      throw unexpected("/user/me", status);
    },
    verifyOffline: verifier(options, ask),
    signInUrl: linkTo("/signin"),
    signUpUrl: linkTo("/signup"),
    signOutUrl: linkTo("/user/signout"),
    bringsCredential: (headers) => read(headers, "authorization") !== null || brings(headers, cookies),
  };
}

interface Asked extends RequestInit {
  readonly headers?: Readonly<Record<string, string>>;
}

type Ask = (path: string, init?: Asked) => Promise<{ status: number; body: unknown }>;

function asker({ url, timeout = TIMEOUT, fetch: given }: LatchkeyOptions): Ask {
  return async (path, init = {}) => {
    // A framework may replace the global one at any time.
    const send = given ?? fetch;
    try {
      const response = await send(withoutSlash(url) + path, {
        ...init,
        headers: { ...init.headers, accept: "application/json" },
        // No cache of a framework may answer: it would be another user's, or a former one's.
        cache: "no-store",
        redirect: "manual",
        signal: AbortSignal.timeout(timeout),
      });
      return { status: response.status, body: parse(await response.text()) };
    } catch (cause) {
      // By such an error Next.js learns that a page cannot be made beforehand.
      if (cause instanceof Error && "digest" in cause) throw cause;
      throw new LatchkeyError(`Latchkey cannot be reached at ${url}`, null, { cause });
    }
  };
}

function verifier(options: LatchkeyOptions, ask: Ask): Latchkey["verifyOffline"] {
  const { userIdClaim = "user_id", issuer, audience, now = () => Date.now(), onInvalid } = options;
  const rules = { requiredClaims: ["exp"], ...(issuer && { issuer }), ...(audience && { audience }) };
  let keys: ReturnType<typeof Jose.createRemoteJWKSet> | null = null;

  return async (token) => {
    const jose = await import("jose");
    keys ??= remoteKeys(jose, options, ask);
    const known = keys;
    const verify = () =>
      known.jwks()?.keys.length === 0
        ? askForClaims(jose, ask, token, rules)
        : claimsOf(jose, token, known, { ...rules, algorithms: ALGORITHMS, currentDate: new Date(now()) });
    try {
      if (!known.fresh) await known.reload();
      const claims = await verify().catch(async (problem: unknown) => {
        // Latchkey may sign with a secret by now. Strangers' tokens cause a look at its keys every 30 seconds at most.
        if (!(problem instanceof jose.errors.JOSEAlgNotAllowed) || known.coolingDown) throw problem;
        await known.reload();
        return verify();
      });
      requireAccessToken(jose, claims, options);
      return { userId: String(claims[userIdClaim]), claims };
    } catch (error) {
      if (error instanceof jose.errors.JWKSInvalid) throw unexpected(KEYS, 200);
      if (!(error instanceof jose.errors.JOSEError || error instanceof TokenTypeError)) throw error;
      onInvalid?.(error);
      return null;
    }
  };
}

class TokenTypeError extends Error implements TokenProblem {
  override readonly name = "TokenTypeError";
  readonly code = "ERR_TOKEN_TYPE";
}

/** @throws TokenTypeError for another token of Latchkey's, JOSEError for one that is for others, or for nobody */
function requireAccessToken(jose: typeof Jose, claims: Jose.JWTPayload, options: LatchkeyOptions): void {
  const { userIdClaim = "user_id", tokenTypeClaim = "token_type", audience } = options;
  if (claims[tokenTypeClaim] !== "access")
    throw new TokenTypeError(`"${tokenTypeClaim}" must be "access": it is no access token`);
  const refuse = (claim: string) =>
    new jose.errors.JWTClaimValidationFailed(
      `unexpected "${claim}" claim value`,
      claims,
      claim,
      "check_failed",
    );
  // RFC 7519, 4.1.3: a token for others is not for whoever has no name.
  if (audience === undefined && claims.aud !== undefined) throw refuse("aud");
  if (!["string", "number"].includes(typeof claims[userIdClaim])) throw refuse(userIdClaim);
}

const KEYS = "/.well-known/jwks.json";

function remoteKeys(jose: typeof Jose, { url, timeout = TIMEOUT }: LatchkeyOptions, ask: Ask) {
  return jose.createRemoteJWKSet(new URL(withoutSlash(url) + KEYS), {
    cacheMaxAge: KEYS_MAX_AGE,
    timeoutDuration: timeout,
    [jose.customFetch]: async () => {
      const { status, body } = await ask(KEYS);
      if (status !== 200) throw unexpected(KEYS, status);
      return Response.json(body);
    },
  });
}

/** Tokens that Django has made name no key: then each is tried. @throws JOSEError for a token that is not valid */
async function claimsOf(
  jose: typeof Jose,
  token: string,
  keys: Jose.JWTVerifyGetKey,
  rules: Jose.JWTVerifyOptions,
): Promise<Jose.JWTPayload> {
  try {
    return (await jose.jwtVerify(token, keys, rules)).payload;
  } catch (error) {
    if (!(error instanceof jose.errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      const verified = await jose.jwtVerify(token, key, rules).catch((problem: unknown) => {
        if (!(problem instanceof jose.errors.JWSSignatureVerificationFailed)) throw problem;
      });
      if (verified) return verified.payload;
    }
    throw new jose.errors.JWSSignatureVerificationFailed();
  }
}

/** @throws JOSEError for a token that Latchkey does not take, or that is for others */
async function askForClaims(
  jose: typeof Jose,
  ask: Ask,
  token: string,
  { issuer, audience }: Jose.JWTVerifyOptions,
): Promise<Jose.JWTPayload> {
  const init = { method: "POST", body: JSON.stringify({ token }) };
  const { status, body } = await ask("/user/jwt_verify", {
    ...init,
    headers: { "content-type": "application/json" },
  });
  if ((status === 401 || status === 400) && isObject(body)) throw new jose.errors.JWTInvalid();
  if (status !== 200) throw unexpected("/user/jwt_verify", status);
  const claims = jose.decodeJwt(token);
  const isForUs =
    (issuer === undefined || claims.iss === issuer) &&
    (audience === undefined || [claims.aud].flat().includes(String(audience)));
  if (!isForUs) throw new jose.errors.JWTInvalid();
  return claims;
}

/** By name, in lower case, those headers of a request that can say who sent it. */
function credentialsOf(headers: RequestHeaders): Record<string, string> {
  const named = ["cookie", "authorization"].map((name) => [name, read(headers, name)] as const);
  return Object.fromEntries(named.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

function read(headers: RequestHeaders, name: string): string | null {
  if (hasGet(headers)) return headers.get(name);
  const value = headers[name];
  return typeof value === "string" ? value : (value?.join("; ") ?? null);
}

function hasGet(headers: RequestHeaders): headers is { get(name: string): string | null } {
  return typeof headers.get === "function";
}

function brings(headers: RequestHeaders, names: readonly string[]): boolean {
  const sent = (read(headers, "cookie") ?? "").split(";").map((pair) => pair.split("=")[0]?.trim() ?? "");
  return sent.some((name) => names.includes(name.replace(/^__(?:Host|Secure)-/, "")));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isUser(value: unknown): value is User {
  return isObject(value) && typeof value.username === "string" && "id" in value;
}

function unexpected(path: string, status: number): LatchkeyError {
  return new LatchkeyError(
    `Latchkey answered ${path} with ${status}, which it does not do while it works`,
    status,
  );
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}
