import { ApiError } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";
import { type LiveSession, readSession } from "./cookie_session";
import { bearerPolicy, type LiveToken, requireLive } from "./live_token";
import { takeOverSession } from "./take_over";

/** A user, together with the live credential that proves who it is: code cannot get the one without the other. */
export type Credential = LiveSession | LiveToken;

/**
 * Who is calling: by the Authorization header, else the token cookie, else the session cookie, else Django's, whose session is
 * then taken over.
 * @throws ApiError 401 for a header with a bad token, even with a valid cookie, and for a bad token cookie where there is no
 *   live session
 */
export async function authenticate(scope: Scope, caller: Caller): Promise<Credential | null> {
  return (await authenticateHeader(scope, caller)) ?? authenticateCookies(scope, caller);
}

/**
 * The same without the Authorization header.
 * @throws ApiError 401 for a bad token cookie where there is no live session
 */
export async function authenticateCookies(scope: Scope, caller: Caller): Promise<Credential | null> {
  const fromCookie = await tokenFromCookie(scope, caller);
  if (fromCookie && !(fromCookie instanceof ApiError)) return fromCookie;
  const session = (await readSession(scope, caller)) ?? (await takeOverSession(scope, caller));
  if (session) return session;
  if (fromCookie) throw fromCookie;
  return null;
}

/** simplejwt's JWTAuthentication.authenticate. Null where the header is absent or of another scheme. */
export async function authenticateHeader(scope: Scope, caller: Caller): Promise<LiveToken | null> {
  const { headerName, headerTypes } = scope.settings.jwt;
  const header = caller.header(headerName);
  if (header === null) return null;
  const [scheme, token, ...more] = header.split(/\s+/).filter((word) => word !== "");
  if (scheme === undefined || !headerTypes.includes(scheme)) return null;
  if (token === undefined || more.length > 0) throw new ApiError("bad_authorization_header");
  return requireBearer(scope, token);
}

/** The live token in the access cookie; what is wrong with it where it is not live; null where there is none. */
export async function tokenFromCookie(scope: Scope, caller: Caller): Promise<LiveToken | ApiError | null> {
  const token = caller.cookie(scope.settings.jwt.cookies.access.name);
  if (token === null) return null;
  return requireBearer(scope, token).catch((error: unknown) => {
    if (error instanceof ApiError) return error;
    throw error;
  });
}

/** @throws ApiError 401 */
function requireBearer(scope: Scope, token: string): Promise<LiveToken> {
  return requireLive(scope, token, bearerPolicy(scope.settings.jwt.tokenClasses));
}
