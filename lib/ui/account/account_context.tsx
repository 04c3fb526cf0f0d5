"use client";

import { createContext, useContext } from "react";
import type { CurrentCredentials } from "@/lib/pages/current_credentials";
import type { Mode } from "../mode";
import type { EndReason } from "./use_end_reason";
import type { TokenRefresh } from "./use_token_refresh";

/** What the frame of the account's pages tells the page in it. */
export interface Account {
  readonly credentials: CurrentCredentials;
  /** Whose account the endpoints change that this page asks; null for nobody. */
  readonly user: CurrentCredentials["user"];
  /** The server's time; milliseconds since the epoch. */
  readonly now: number;
  readonly endReasons: Readonly<Record<Mode, EndReason | null>>;
  readonly tokenRefresh: TokenRefresh;
  /** LOGOUT_REDIRECT_URL; null where a sign-out leads nowhere. */
  readonly afterSignOut: string | null;
  /** Renders the page anew, after an answer of the server. */
  readonly reload: () => void;
}

export const AccountContext = createContext<Account | null>(null);

export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (account === null) throw new Error("a part of an account's page needs its frame");
  return account;
}
