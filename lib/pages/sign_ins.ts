import { ApiError } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import { type AccountEventInfo, accountEvents } from "@/lib/sessions/account_events";
import type { Caller } from "@/lib/sessions/caller";
import { readSession } from "@/lib/sessions/cookie_session";
import { type Credential, tokenFromCookie } from "@/lib/sessions/credential";
import { liveRefreshToken } from "@/lib/sessions/live_refresh_token";
import { type SignIn, signInsOf } from "@/lib/sessions/sign_ins";
import { pageRequest } from "./page_request";

/** A live sign-in of the user whom the page shows. Times are milliseconds since the epoch. */
export interface SignInInfo {
  readonly id: string;
  readonly mode: "session" | "token";
  readonly browser: string | null;
  readonly system: string | null;
  readonly address: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** Whether endpoints take this browser for it. */
  readonly isCurrent: boolean;
}

/** What has happened to the account of a user. */
export interface EventInfo extends Omit<AccountEventInfo, "at"> {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What has happened lately to the account of the user whom endpoints take the caller for. */
export async function currentEvents(): Promise<readonly EventInfo[]> {
  const { scope, caller } = await pageRequest();
  const credential = await pageCredential(scope, caller);
  const found = credential === null ? [] : await accountEvents(scope, credential.user.key, null);
  return found.map((event) => ({ ...event, at: event.at.getTime() }));
}

/** Where the user is signed in whom endpoints take the caller for; empty where nobody is. */
export async function currentSignIns(): Promise<readonly SignInInfo[]> {
  const { scope, caller } = await pageRequest();
  const credential = await pageCredential(scope, caller);
  const found = credential === null ? [] : await signInsOf(scope, credential);
  return found.map(signInInfo);
}

export function signInInfo(signIn: SignIn): SignInInfo {
  const { id, mode, browser, system, address, createdAt, lastUsedAt, isCurrent } = signIn;
  return {
    id,
    mode: mode === "jwt" ? "token" : mode,
    browser,
    system,
    address,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt.getTime(),
    isCurrent,
  };
}

/** What endpoints take the caller for; a live refresh token where nothing else is, which the page's script uses at once. */
async function pageCredential(scope: Scope, caller: Caller): Promise<Credential | null> {
  const token = await tokenFromCookie(scope, caller);
  if (token !== null && !(token instanceof ApiError)) return token;
  return (await readSession(scope, caller)) ?? (await liveRefreshToken(scope, caller));
}
