import { ApiError } from "@/lib/contract/errors";
import type { FamilyRow } from "@/lib/store/token_state";
import type { User } from "@/lib/store/users";
import type { Call } from "./call";
import { type LiveSession, readSession } from "./cookie_session";
import {
  familyProblem,
  isRevokedByHash,
  noClassError,
  type SoundToken,
  tokenState,
  verifyToken,
} from "./verify_token";

export interface LiveToken extends SoundToken {
  readonly user: User;
  readonly family: FamilyRow | null;
}

/** A user and the live credential that proves them: nobody holds the one without the other. */
export type Credential =
  | ({ readonly kind: "session" } & LiveSession)
  | ({ readonly kind: "token" } & LiveToken);

/**
 * Who is calling: by the Authorization header, else the token cookie, else the session cookie.
 * @throws ApiError 401 for a header that carries a bad token, even beside a good cookie, and for a bad token cookie
 *   where no session stands beside it
 */
export async function authenticate(call: Call): Promise<Credential | null> {
  const fromHeader = await authenticateHeader(call);
  if (fromHeader) return { kind: "token", ...fromHeader };
  const { cookies, tokensInBodies } = call.settings.jwt;
  const token = tokensInBodies ? null : call.cookie(cookies.access.name);
  const fromCookie = token === null ? null : await readToken(call, token).catch(refusal);
  if (fromCookie && !(fromCookie instanceof ApiError)) return { kind: "token", ...fromCookie };
  const session = await readSession(call);
  if (session) return { kind: "session", ...session };
  if (fromCookie) throw fromCookie;
  return null;
}

/** simplejwt's JWTAuthentication.authenticate. Null where the header is absent or of another scheme. */
export async function authenticateHeader(call: Call): Promise<LiveToken | null> {
  const { headerName, headerTypes } = call.settings.jwt;
  const words =
    call
      .header(headerName)
      ?.split(/\s+/)
      .filter((word) => word !== "") ?? [];
  if (words[0] === undefined || !headerTypes.includes(words[0])) return null;
  if (words[1] === undefined || words.length > 2) {
    throw new ApiError(401, "bad_authorization_header", { key: "bad_authorization_header" });
  }
  return readToken(call, words[1]);
}

/**
 * The token's user, if both are still good.
 * @param refuse words what the token's classes found: as JWTAuthentication does, or as a serializer
 * @throws ApiError 401
 */
export async function readToken(
  call: Call,
  token: string,
  refuse: typeof noClassError = noClassError,
): Promise<LiveToken> {
  const { jwt } = call.settings;
  const verified = await verifyToken(call, token, jwt.tokenClasses);
  if (!verified.ok) throw refuse(verified.problems);
  const { claims, tokenClass } = verified;
  if (!(jwt.userIdClaim in claims)) throw new ApiError(401, "token_not_valid", { key: "token_no_user" });

  const { user, family, token: row } = await tokenState(call, verified);
  if (row?.blacklisted) throw refuse([[tokenClass, "token_blacklisted"]]);
  if (user === null) throw new ApiError(401, "user_not_found", { key: "user_not_found" });
  if (jwt.checkUserIsActive && !user.isActive)
    throw new ApiError(401, "user_inactive", { key: "user_inactive" });
  const problem = familyProblem(family, user, call.settings);
  if (problem === "ended") throw refuse([[tokenClass, "token_blacklisted"]]);
  if (problem === "password_changed" || isRevokedByHash(jwt, claims, user)) {
    throw new ApiError(401, "password_changed", { key: "password_changed" });
  }
  return { claims, header: verified.header, tokenClass, user, family };
}

function refusal(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}
