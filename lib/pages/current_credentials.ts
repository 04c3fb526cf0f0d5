import { type PublicUser, publicUser } from "@/lib/accounts/public_user";
import type { CookieSpec } from "@/lib/contract/cookie";
import { ApiError } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import { readToken } from "@/lib/sessions/authenticate";
import type { Call } from "@/lib/sessions/call";
import { readSession } from "@/lib/sessions/cookie_session";
import { pageCall } from "./page_call";

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
  const call = await pageCall();
  const { settings, now } = call;
  return {
    language: settings.language,
    tokensTravelIn: settings.jwt.tokensInBodies ? "bodies" : "cookies",
    now: now.getTime(),
    session: await currentSession(call),
    token: await currentToken(call),
  };
}

async function currentSession(call: Call): Promise<CurrentSession | null> {
  const live = await readSession(call);
  if (!live) return null;
  const { id, createdAt, lastUsedAt, expiresAt } = live.session;
  const { cookie, saveEveryRequest } = call.settings.session;
  return {
    user: publicUser(live.user),
    id,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt.getTime(),
    expiresAt: expiresAt.getTime(),
    sliding: saveEveryRequest,
    cookie: facts(cookie, call),
  };
}

async function currentToken(call: Call): Promise<CurrentToken | null> {
  const { cookies, tokensInBodies, rotate } = call.settings.jwt;
  const token = tokensInBodies ? null : call.cookie(cookies.access.name);
  if (token === null) return null;
  const live = await readToken(call, token).catch(refused);
  if (!live) return null;
  const { iat, exp } = live.claims as { iat?: number; exp: number };
  return {
    user: publicUser(live.user),
    header: live.header,
    accessClaims: live.claims,
    issuedAt: (iat ?? call.now.getTime() / 1000) * 1000,
    expiresAt: exp * 1000,
    cookie: facts(cookies.access, call),
    refresh: live.family && {
      cookie: cookies.refresh,
      createdAt: live.family.createdAt.getTime(),
      lastUsedAt: live.family.lastUsedAt.getTime(),
      expiresAt: live.family.expiresAt.getTime(),
      rotates: rotate,
    },
  };
}

function facts(spec: CookieSpec, call: Call): CookieFacts {
  return { ...spec, bytes: spec.name.length + 1 + (call.cookie(spec.name)?.length ?? 0) };
}

function refused(error: unknown): null {
  if (error instanceof ApiError) return null;
  throw error;
}
