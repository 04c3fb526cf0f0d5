"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { Alert } from "../alert";
import { Button } from "../button";
import { refreshTokens } from "../client/refresh_tokens";
import { useLanguage, useTexts } from "../language";
import { refreshTexts } from "../messages/refresh";
import { refusalTexts } from "../messages/refusal";
import { refreshFor } from "../mode";
import { Notice } from "../notice/notice";
import styles from "./refresh_tokens.module.css";

type Props = {
  /** The page to go on to: a path of ours. */
  next: string;
  failure: string | null;
};

/**
 * Refreshes the tokens and goes on, wherever they were refreshed or have ended: the next page knows. Without scripts, its
 * button does the same.
 */
export function RefreshTokens({ next, failure }: Props) {
  const language = useLanguage();
  const refresh = useTexts(refreshTexts);
  const refusal = useTexts(refusalTexts);
  const [state, setState] = useState<"waiting" | "unreachable">("waiting");
  const running = useRef(false);

  const proceed = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    setState("waiting");
    await pageShown();
    const outcome = await refreshTokens(language, { next, since: performance.timeOrigin });
    if (outcome === "answered") return window.location.replace(withHash(next));
    running.current = false;
    setState("unreachable");
  }, [language, next]);

  useEffect(() => void proceed(), [proceed]);

  const alert = state === "unreachable" ? refusal.network : failure;
  return (
    <div className={styles.page}>
      <Notice heading={refresh.heading} text={refresh.text}>
        <form
          method="post"
          action={refreshFor(next)}
          className={styles.form}
          data-waiting={alert === null}
          onSubmit={(event) => {
            event.preventDefault();
            void proceed();
          }}
        >
          {alert !== null && <Alert>{alert}</Alert>}
          <Button type="submit" look="primary">
            {alert === null ? refresh.proceed : refresh.tryAgain}
          </Button>
        </form>
      </Notice>
    </div>
  );
}

/** A browser may render a page before anybody opens it: it must not refresh then. */
function pageShown(): Promise<void> {
  if (!("prerendering" in document && document.prerendering)) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("prerenderingchange", () => resolve(), { once: true });
  });
}

/** Browsers keep the fragment of an address through a redirect, and do not tell it to the server. */
function withHash(next: string): string {
  return next.includes("#") ? next : next + window.location.hash;
}
