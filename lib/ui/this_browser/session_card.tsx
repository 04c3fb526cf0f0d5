"use client";

import type { CurrentSession } from "@/lib/pages/current_credentials";
import { ActionForm } from "../account/action_form";
import { Card, CardActions, CardRings } from "../account/card";
import { DateTime, RelativeTime } from "../account/date_time";
import { Alert } from "../alert";
import { Button } from "../button";
import { IntlText } from "../intl_text";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { CookieFlags, CookiePath } from "./cookie_rows";
import { CountdownRing } from "./countdown_ring";
import { Fact, Facts } from "./facts";
import { useSignOut } from "./use_sign_out";

type Props = { session: CurrentSession; now: number; onSignOutFailed: () => void };

export function SessionCard({ session, now, onSignOutFailed }: Props) {
  const account = useTexts(accountTexts);
  const { action, signOut, busy, failure } = useSignOut("session", onSignOutFailed);
  const { createdAt, lastUsedAt, expiresAt, sliding } = session;
  return (
    <Card mode="session" heading={account.session.heading} intro={account.session.intro}>
      <CardRings>
        <CountdownRing
          mode="session"
          label={account.ends}
          from={sliding ? lastUsedAt : createdAt}
          to={expiresAt}
          now={now}
        >
          <DateTime at={expiresAt} />
          <p>{sliding ? account.session.sliding : account.session.fixed}</p>
        </CountdownRing>
      </CardRings>
      <Facts heading={account.inBrowser}>
        <Fact name={account.name}>
          <code>{session.cookie.name}</code>
        </Fact>
        <CookieFlags cookie={session.cookie} />
        <CookiePath cookie={session.cookie} />
        <Fact name={account.size}>
          <IntlText>{account.bytes(session.cookie.bytes)}</IntlText>
        </Fact>
      </Facts>
      <Facts heading={account.onServer}>
        <Fact name={account.session.row}>
          <code>{session.id}</code>
        </Fact>
        <Fact name={account.belongsTo}>
          <bdi>{session.user.username}</bdi>
        </Fact>
        <Fact name={account.created}>
          <RelativeTime at={createdAt} now={now} />
        </Fact>
        <Fact name={account.lastUsed}>
          <RelativeTime at={lastUsedAt} now={now} />
        </Fact>
      </Facts>
      <CardActions>
        {failure !== null && <Alert>{account.signOutFailure[failure]}</Alert>}
        <ActionForm action={action} onAction={signOut}>
          <Button type="submit" look="secondary" busy={busy}>
            {account.session.signOut}
          </Button>
        </ActionForm>
        <p>{account.session.signOutDoes}</p>
      </CardActions>
    </Card>
  );
}
