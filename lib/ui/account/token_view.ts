import { decodeProtectedHeader } from "jose/decode/protected_header";
import { decodeJwt } from "jose/jwt/decode";
import type { TabTokens } from "../client/tokens";
import type { CookieFacts, HeldToken, Person } from "./held";

/** Where a token is kept: a cookie the server set, or this tab's storage. */
export type Keeping = { in: "cookie"; cookie: CookieFacts } | { in: "tab"; bytes: number };

/** What the token card shows, whichever way the tokens travel. Times in milliseconds since the epoch. */
export type TokenView = {
  user: Person;
  header: Readonly<Record<string, unknown>>;
  claims: Readonly<Record<string, unknown>>;
  issuedAt: number;
  expiresAt: number;
  kept: Keeping;
  refresh: null | { kept: Keeping; issuedAt: number; expiresAt: number };
  /** Only the server knows these. */
  family: null | { createdAt: number; lastUsedAt: number; rotates: boolean };
};

export function viewOfCookies(token: HeldToken | null): TokenView | null {
  if (token === null) return null;
  const { user, header, accessClaims, issuedAt, expiresAt, cookie, refresh } = token;
  return {
    user,
    header,
    claims: accessClaims,
    issuedAt,
    expiresAt,
    kept: { in: "cookie", cookie },
    refresh:
      refresh === null
        ? null
        : {
            kept: { in: "cookie", cookie: refresh.cookie },
            // With rotation the token at hand is as old as its last use. Tokens count whole seconds.
            issuedAt: wholeSecond(refresh.rotates ? refresh.lastUsedAt : refresh.createdAt),
            expiresAt: refresh.expiresAt,
          },
    family: refresh,
  };
}

/** Decoded for showing only. Whether a token holds is for the server to say: it has answered with `user`. */
export function viewOfTab(tokens: TabTokens, user: Person): TokenView | null {
  try {
    const claims = decodeJwt(tokens.access);
    const refresh = decodeJwt(tokens.refresh);
    return {
      user,
      header: { ...decodeProtectedHeader(tokens.access) },
      claims,
      issuedAt: milliseconds(claims.iat),
      expiresAt: milliseconds(claims.exp),
      kept: { in: "tab", bytes: tokens.access.length },
      refresh: {
        kept: { in: "tab", bytes: tokens.refresh.length },
        issuedAt: milliseconds(refresh.iat),
        expiresAt: milliseconds(refresh.exp),
      },
      family: null,
    };
  } catch {
    return null;
  }
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}

function milliseconds(seconds: number | undefined): number {
  return (seconds ?? 0) * 1_000;
}
