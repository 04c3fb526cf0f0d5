import { type PublicUser, publicUser } from "@/lib/accounts/public_user";
import type { Call } from "@/lib/sessions/call";
import { readSession } from "@/lib/sessions/cookie_session";
import { type CookieInfo, cookieInfo } from "./cookie_info";
import { type CurrentToken, currentToken } from "./current_token";
import { pageCall } from "./page_call";

/** Times are milliseconds since the epoch. */
export interface CurrentSession {
  readonly user: PublicUser;
  readonly id: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  /** Whether every use moves the end (SESSION_SAVE_EVERY_REQUEST). */
  readonly sliding: boolean;
  readonly cookie: CookieInfo;
}

export interface CurrentCredentials {
  /** The server's clock; milliseconds since the epoch. */
  readonly now: number;
  readonly session: CurrentSession | null;
  readonly token: CurrentToken | null;
  /** Token cookies came, and neither token is good any more. */
  readonly tokensEnded: boolean;
}

/** Every live credential that the browser sent with the request for a page; both modes can be signed in at once. */
export async function currentCredentials(): Promise<CurrentCredentials> {
  const call = await pageCall();
  const { access, refresh } = call.settings.jwt.cookies;
  const token = await currentToken(call);
  return {
    now: call.now.getTime(),
    session: await currentSession(call),
    token,
    tokensEnded: token === null && [access, refresh].some(({ name }) => call.cookie(name) !== null),
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
    cookie: cookieInfo(call, cookie),
  };
}
