"use client";

import type { CurrentTokenPair } from "@/lib/pages/current_token_pair";
import { ActionForm } from "../account/action_form";
import { Card, CardActions, CardRings } from "../account/card";
import { RelativeTime } from "../account/date_time";
import type { TokenRefresh } from "../account/use_token_refresh";
import { Alert } from "../alert";
import { Button } from "../button";
import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { upTo } from "../time";
import { Claims } from "./claims";
import { CountdownRing } from "./countdown_ring";
import { Fact, Facts } from "./facts";
import { TokenCookies } from "./token_cookies";
import { TokenStatus } from "./token_status";
import { useSignOut } from "./use_sign_out";

type Props = {
  token: CurrentTokenPair;
  now: number;
  tokenRefresh: TokenRefresh;
  onSignOutFailed: () => void;
};

export function TokenCard({ token, now, tokenRefresh, onSignOutFailed }: Props) {
  const account = useTexts(accountTexts);
  const { access, refresh, family } = token;
  return (
    <Card mode="token" heading={account.token.heading} intro={account.token.intro}>
      <CardRings>
        <CountdownRing mode="token" label={account.token.access} {...accessSpan(token, now)} now={now}>
          <TokenStatus {...tokenRefresh} refreshable={refresh !== null} />
        </CountdownRing>
        {refresh !== null && (
          <CountdownRing
            mode="token"
            label={account.token.refresh}
            from={refresh.issuedAt}
            to={refresh.expiresAt}
            now={now}
          >
            <p>{token.rotates ? account.token.rotates : account.token.stays}</p>
          </CountdownRing>
        )}
      </CardRings>
      {access !== null && <Claims header={access.header} claims={access.claims} now={now} />}
      <TokenCookies token={token} />
      {family !== null && (
        <Facts heading={account.onServer}>
          <Fact name={account.belongsTo}>
            <bdi>{token.user.username}</bdi>
          </Fact>
          <Fact name={account.token.family}>{account.token.familyText}</Fact>
          <Fact name={account.created}>
            <RelativeTime at={family.createdAt} now={now} />
          </Fact>
          <Fact name={account.lastUsed}>
            <RelativeTime at={family.lastUsedAt} now={now} />
          </Fact>
        </Facts>
      )}
      <SignOut token={token} now={now} onSignOutFailed={onSignOutFailed} />
    </Card>
  );
}

/** When the access token began and ends; of one that has run out only the length is known. */
function accessSpan({ access, accessLifetime }: CurrentTokenPair, now: number): { from: number; to: number } {
  return access === null
    ? { from: now - accessLifetime, to: now }
    : { from: access.issuedAt, to: access.expiresAt };
}

function SignOut({ token, now, onSignOutFailed }: Omit<Props, "tokenRefresh">) {
  const language = useLanguage();
  const account = useTexts(accountTexts);
  const { action, signOut, busy, failure } = useSignOut("token", onSignOutFailed, token.refresh === null);
  return (
    <CardActions>
      {failure !== null && <Alert>{account.signOutFailure[failure]}</Alert>}
      <ActionForm action={action} onAction={signOut}>
        <Button type="submit" look="secondary" busy={busy}>
          {account.token.signOut}
        </Button>
      </ActionForm>
      <p>
        <IntlText>{whatSigningOutDoes()}</IntlText>
      </p>
    </CardActions>
  );

  function whatSigningOutDoes(): string {
    if (token.refresh === null) return account.token.signOutForgets;
    const left = token.access === null ? 0 : token.access.expiresAt - now;
    return left > 0 ? account.token.signOutDoes(upTo(language, left)) : account.token.signOutDoesEnded;
  }
}
