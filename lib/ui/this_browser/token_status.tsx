"use client";

import { ActionForm } from "../account/action_form";
import type { TokenRefresh } from "../account/use_token_refresh";
import { Button } from "../button";
import buttons from "../button.module.css";
import { useLanguage, useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { formPage, REFRESH_ENDPOINT } from "../mode";
import { PageLink } from "../page_link";
import { useSite } from "../site";
import { clockTime } from "../time";
import styles from "./token_status.module.css";

type Props = TokenRefresh & {
  /** False: the access token at hand is the last. */
  refreshable: boolean;
};

/** What the access token is doing, said as it happens, and the button that refreshes it by hand. */
export function TokenStatus({ state, refreshedAt, refresh, refreshable }: Props) {
  const language = useLanguage();
  const { token } = useTexts(accountTexts);
  const { modes } = useSite();
  const failed = !refreshable || state === "unreachable";
  return (
    <div className={styles.status}>
      {refreshable ? (
        <ActionForm action={REFRESH_ENDPOINT} onAction={refresh}>
          <Button type="submit" look="secondary" busy={state === "busy"}>
            {state === "unreachable" ? token.tryAgain : token.refreshNow}
          </Button>
        </ActionForm>
      ) : (
        <PageLink
          className={buttons.secondary}
          href={formPage(modes.includes("token") ? "token" : modes[0], "signin")}
        >
          {token.signInAgain}
        </PageLink>
      )}
      <p role="status" className={styles.text} data-failed={failed || undefined}>
        {text()}
      </p>
    </div>
  );

  function text(): string {
    if (!refreshable) return token.lastAccessToken;
    if (state === "busy") return token.refreshing;
    if (state === "unreachable") return token.unreachable;
    return refreshedAt === null ? "" : token.refreshedAt(clockTime(language, refreshedAt));
  }
}
