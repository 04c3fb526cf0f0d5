import { type CookieSpec, clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { ApiError, FieldErrors } from "@/lib/contract/errors";
import { expiryOf } from "@/lib/credentials/jwt/expiry";
import type { Scope } from "@/lib/scope/scope";
import { toSeconds } from "@/lib/scope/time";
import type { Caller } from "./caller";
import type { TokenPair } from "./token_pair";

/** The path of the refresh cookie in the first version. */
const FORMER_REFRESH_PATH = "/user";

/** A token as it came with a request. */
interface PresentedToken {
  readonly token: string;
  readonly inCookie: boolean;
}

/**
 * The token that a request is about: from its body, else from its cookie.
 * @throws FieldErrors 400 as DRF's serializer where neither came and bodies carry tokens; ApiError 401 where cookies do
 */
export function tokenFromRequest(
  { settings }: Scope,
  caller: Caller,
  field: "refresh" | "token",
  inBody: string | undefined,
): PresentedToken {
  if (inBody !== undefined) return { token: inBody, inCookie: false };
  const { cookies, tokensInBodies } = settings.jwt;
  const token = caller.cookie((field === "refresh" ? cookies.refresh : cookies.access).name);
  if (token !== null) return { token, inCookie: true };
  if (tokensInBodies && !caller.isPage) throw new FieldErrors({ [field]: [{ key: "required" }] });
  throw new ApiError("not_authenticated");
}

/** How a pair reaches the caller: what of it goes into the body, and which cookies are set. */
export interface Delivery {
  readonly body: Partial<TokenPair>;
  readonly cookies: readonly SetCookie[];
}

/**
 * Tokens go into cookies, and then into no body, where AUTH_COOKIE is set, for our own pages, and where the refresh token
 * came in a cookie: no script can turn a cookie that it cannot read into a token that it can. Else into the body.
 * A cookie lives as long as its token.
 */
export function deliverTokens(
  { settings, now }: Scope,
  caller: Caller,
  pair: TokenPair,
  cameInCookie = false,
): Delivery {
  const { cookies, tokensInBodies } = settings.jwt;
  const { access, refresh } = pair;
  if (tokensInBodies && !caller.isPage && !cameInCookie)
    return { body: refresh === undefined ? { access } : { refresh, access }, cookies: [] };
  const cookie = (spec: CookieSpec, token: string): SetCookie => {
    const maxAge = Math.max(expiryOf(token) - toSeconds(now), 0);
    return { spec, value: token, maxAge };
  };
  return {
    body: {},
    cookies: [
      ...clearFormerRefreshCookie(settings.jwt.cookies.refresh, caller),
      cookie(cookies.access, access),
      ...(refresh === undefined ? [] : [cookie(cookies.refresh, refresh)]),
    ],
  };
}

/** Clears both token cookies; none where AUTH_COOKIE is none and neither of them came with the request. */
export function clearTokenCookies({ settings }: Scope, caller: Caller): SetCookie[] {
  const { cookies, tokensInBodies } = settings.jwt;
  const both = [cookies.access, cookies.refresh];
  const hasEither = both.some(({ name }) => caller.hasCookie(name));
  if (tokensInBodies && !hasEither) return [];
  return [...clearFormerRefreshCookie(cookies.refresh, caller), ...both.map(clearCookie)];
}

/**
 * A browser may still hold a refresh cookie with the path that it had formerly. It then sends two of the name, of which
 * neither counts, until the former one is cleared.
 */
function clearFormerRefreshCookie(spec: CookieSpec, caller: Caller): SetCookie[] {
  const isAmbiguous = caller.hasCookie(spec.name) && caller.cookie(spec.name) === null;
  return isAmbiguous ? [clearCookie({ ...spec, path: FORMER_REFRESH_PATH })] : [];
}
