"use client";

import Link from "next/link";
import { Button } from "../button";
import buttons from "../button.module.css";
import { useMessages } from "../language";
import { formPage, REFRESH } from "../mode";
import { clockTime } from "../time";
import { ActionForm } from "./action_form";
import styles from "./token_status.module.css";
import type { TokenPhase } from "./use_token_life";

type Props = { phase: TokenPhase; refreshedAt: number | null; onRenew: () => void };

/** What the access token is doing, said as it happens, and the button that does it by hand. */
export function TokenStatus({ phase, refreshedAt, onRenew }: Props) {
  const { token } = useMessages().account;
  return (
    <div className={styles.status}>
      {phase === "ended" ? (
        <Link className={buttons.secondary} href={formPage("token", "signin")}>
          {token.signInAgain}
        </Link>
      ) : (
        <ActionForm action={REFRESH} act={() => phase !== "refreshing" && onRenew()}>
          <Button type="submit" look="secondary" busy={phase === "refreshing"}>
            {phase === "unreachable" ? token.tryAgain : token.refreshNow}
          </Button>
        </ActionForm>
      )}
      <p role="status" className={styles.said} data-phase={phase}>
        {said()}
      </p>
    </div>
  );

  function said(): string {
    switch (phase) {
      case "refreshing":
        return token.refreshing;
      case "ended":
        return token.hasEnded;
      case "unreachable":
        return token.unreachable;
      case "live":
        return refreshedAt === null ? "" : token.refreshedAt(clockTime(refreshedAt));
    }
  }
}
