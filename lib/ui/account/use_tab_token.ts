"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { callWithTokens } from "../client/api";
import { isRecord } from "../client/send";
import { keepTokens, onTokensChange, tabTokens } from "../client/tokens";
import { useLanguage } from "../language";
import type { Person } from "./held";
import { type TokenView, viewOfTab } from "./token_view";

/** The tokens that this tab keeps, and whose they are. The server answers the latter; a token alone proves nothing. */
export function useTabToken(enabled: boolean): { pending: boolean; view: TokenView | null } {
  const language = useLanguage();
  const tokens = useSyncExternalStore(onTokensChange, tabTokens, () => undefined);
  const [user, setUser] = useState<Person | null>(null);
  const access = enabled ? tokens?.access : undefined;

  useEffect(() => {
    if (access === undefined) return;
    let current = true;
    void callWithTokens("/user/me", { method: "GET", language }).then((answer) => {
      if (!current) return;
      if (answer.ok) setUser(personIn(answer.body));
      else if (answer.failure.kind === "detail" && answer.failure.status === 401) keepTokens(null);
    });
    return () => {
      current = false;
    };
  }, [access, language]);

  if (!enabled || tokens === null) return { pending: false, view: null };
  if (tokens === undefined || user === null) return { pending: true, view: null };
  return { pending: false, view: viewOfTab(tokens, user) };
}

function personIn(body: unknown): Person | null {
  if (!isRecord(body) || typeof body.id !== "number" || typeof body.username !== "string") return null;
  const { id, username, email, age } = body;
  return {
    id,
    username,
    email: typeof email === "string" ? email : "",
    age: typeof age === "number" ? age : null,
  };
}
