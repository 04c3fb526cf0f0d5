"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import { Alert } from "../alert";
import { Button } from "../button";
import { refreshTokens } from "../client/refresh_tokens";
import { FormAlert } from "../form/form_alert";
import type { FormFailure } from "../form/refusal_text";
import { useLanguage, useTexts } from "../language";
import { refreshTexts } from "../messages/refresh";
import { refreshFor } from "../mode";
import { Notice } from "../notice/notice";
import { isCircling } from "./is_circling";
import styles from "./refresh_tokens.module.css";

type Props = {
  /** Where to go on: a path of ours, or an address of an allowed origin. Checked by the server. */
  next: string;
  /** Why a refresh was refused that the browser sent without scripts. */
  refusal: FormRefusal | null;
};

/**
 * Refreshes the tokens and goes on, wherever they were refreshed or have ended: the next page knows. Without scripts, its
 * button does the same.
 */
export function RefreshTokens({ next, refusal }: Props) {
  const language = useLanguage();
  const refresh = useTexts(refreshTexts);
  const [failure, setFailure] = useState<FormFailure | null>(refusal);
  const [circling, setCircling] = useState(false);
  const running = useRef(false);

  const proceed = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    await pageShown();
    const outcome = await refreshTokens(language, { next, since: performance.timeOrigin });
    if (outcome === "answered") return window.location.replace(withHash(next));
    running.current = false;
    setFailure({ kind: "network" });
  }, [language, next]);

  useEffect(() => {
    if (isCircling(next, Date.now())) setCircling(true);
    else void proceed();
  }, [next, proceed]);

  return (
    <div className={styles.page}>
      <Notice heading={refresh.heading} text={refresh.text}>
        <form
          method="post"
          action={refreshFor(next)}
          className={styles.form}
          data-waiting={failure === null && !circling}
          onSubmit={(event) => {
            event.preventDefault();
            void proceed();
          }}
        >
          {failure !== null && <FormAlert failure={failure} />}
          {failure === null && circling && <Alert>{refresh.circling}</Alert>}
          <Button type="submit" look="primary">
            {failure === null && !circling ? refresh.proceed : refresh.tryAgain}
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
