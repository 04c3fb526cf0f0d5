import { type PublicUser, publicUser } from "@/lib/accounts/public_user";
import type { CookieSpec } from "@/lib/contract/cookie";
import { ApiError } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import { readSession } from "@/lib/sessions/cookie_session";
import { tokenFromCookie } from "@/lib/sessions/credential";
import { pageRequest } from "./page_request";

/** A cookie as its owner may know it: everything but the value. */
export interface CookieFacts extends CookieSpec {
  readonly bytes: number;
}

/** Times are milliseconds since the epoch. */
export interface CurrentSession {
  readonly user: PublicUser;
  readonly id: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  readonly sliding: boolean;
  readonly cookie: CookieFacts;
}

/** Times are milliseconds since the epoch. */
export interface CurrentToken {
  readonly user: PublicUser;
  readonly header: Readonly<Record<string, unknown>>;
  readonly accessClaims: Readonly<Record<string, unknown>>;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly cookie: CookieFacts;
  /** What the server knows of the refresh token. */
  readonly refresh: {
    readonly cookie: Omit<CookieFacts, "bytes">;
    readonly createdAt: number;
    readonly lastUsedAt: number;
    readonly expiresAt: number;
    readonly rotates: boolean;
  } | null;
}

export interface CurrentCredentials {
  readonly language: Language;
  readonly tokensTravelIn: "cookies" | "bodies";
  readonly now: number;
  readonly session: CurrentSession | null;
  readonly token: CurrentToken | null;
}

/** Every live credential that the browser sent with the request for a page; both modes can be signed in at once. */
export async function currentCredentials(): Promise<CurrentCredentials> {
  const { scope, caller } = await pageRequest();
  const { settings, now } = scope;
  return {
    language: settings.language,
    tokensTravelIn: settings.jwt.tokensInBodies ? "bodies" : "cookies",
    now: now.getTime(),
    session: await currentSession(scope, caller),
    token: await currentToken(scope, caller),
  };
}

async function currentSession(scope: Scope, caller: Caller): Promise<CurrentSession | null> {
  const live = await readSession(scope, caller);
  if (!live) return null;
  const { id, createdAt, lastUsedAt, expiresAt } = live.session;
  const { cookie, saveEveryRequest } = scope.settings.session;
  return {
    user: publicUser(live.user),
    id,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt.getTime(),
    expiresAt: expiresAt.getTime(),
    sliding: saveEveryRequest,
    cookie: facts(cookie, caller),
  };
}

async function currentToken(scope: Scope, caller: Caller): Promise<CurrentToken | null> {
  const { cookies, rotate } = scope.settings.jwt;
  const live = await tokenFromCookie(scope, caller);
  if (live === null || live instanceof ApiError) return null;
  const { iat, exp } = live.claims as { iat?: number; exp: number };
  return {
    user: publicUser(live.user),
    header: live.header,
    accessClaims: live.claims,
    issuedAt: (iat ?? scope.now.getTime() / 1000) * 1000,
    expiresAt: exp * 1000,
    cookie: facts(cookies.access, caller),
    refresh: live.family && {
      cookie: cookies.refresh,
      createdAt: live.family.createdAt.getTime(),
      lastUsedAt: live.family.lastUsedAt.getTime(),
      expiresAt: live.family.expiresAt.getTime(),
      rotates: rotate,
    },
  };
}

function facts(spec: CookieSpec, caller: Caller): CookieFacts {
  return { ...spec, bytes: spec.name.length + 1 + (caller.cookie(spec.name)?.length ?? 0) };
}
