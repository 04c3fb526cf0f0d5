"use client";

import { Button } from "../button";
import { useLanguage, useMessages } from "../language";
import { endpointOf } from "../mode";
import { remaining } from "../time";
import { ActionForm } from "./action_form";
import { Card, CardActions, CardRings } from "./card";
import { Claims } from "./claims";
import { Fact, Facts } from "./facts";
import { KeptFacts } from "./kept_facts";
import { Moment } from "./moment";
import { Problem } from "./problem";
import { Ring } from "./ring";
import { TokenStatus } from "./token_status";
import type { TokenView } from "./token_view";
import { useSignOut } from "./use_sign_out";
import { type TokenLife, useTokenLife } from "./use_token_life";

type Props = {
  token: TokenView;
  life: Omit<TokenLife, "expiresAt">;
  onRefreshed: () => void;
  onEnded: () => void;
  onSignedOut: () => void;
};

export function TokenCard({ token, life, onRefreshed, onEnded, onSignedOut }: Props) {
  const language = useLanguage();
  const { account } = useMessages();
  const { phase, refreshedAt, renew } = useTokenLife(
    { ...life, expiresAt: token.expiresAt },
    { onRefreshed, onEnded },
  );
  const { now } = life;
  const { signOut, busy, failed } = useSignOut("token", onSignedOut);
  const { refresh, family } = token;
  return (
    <Card mode="token" heading={account.token.heading} intro={account.token.intro}>
      <CardRings>
        <Ring mode="token" label={account.token.access} from={token.issuedAt} to={token.expiresAt} now={now}>
          <TokenStatus phase={phase} refreshedAt={refreshedAt} onRenew={renew} />
        </Ring>
        {refresh !== null && phase !== "ended" && (
          <Ring
            mode="token"
            label={account.token.refresh}
            from={refresh.issuedAt}
            to={refresh.expiresAt}
            now={now}
          >
            {family !== null && <p>{family.rotates ? account.token.rotates : account.token.stays}</p>}
          </Ring>
        )}
      </CardRings>
      <Claims header={token.header} claims={token.claims} now={now} />
      <KeptFacts token={token} />
      {family !== null && (
        <Facts heading={account.onServer}>
          <Fact name={account.belongsTo}>{token.user.username}</Fact>
          <Fact name={account.token.family}>{account.token.familyText}</Fact>
          <Fact name={account.created}>
            <Moment at={family.createdAt} now={now} />
          </Fact>
          <Fact name={account.lastUsed}>
            <Moment at={family.lastUsedAt} now={now} />
          </Fact>
        </Facts>
      )}
      <CardActions>
        {failed && <Problem text={account.signOutFailed} />}
        <ActionForm action={endpointOf("token", "signout")} act={signOut}>
          <Button type="submit" look="secondary" busy={busy}>
            {account.token.signOut}
          </Button>
        </ActionForm>
        <p>{whatSigningOutDoes()}</p>
      </CardActions>
    </Card>
  );

  function whatSigningOutDoes(): string {
    if (phase === "ended") return account.token.signOutForgets;
    const left = token.expiresAt - now;
    return left > 0 ? account.token.signOutDoes(remaining(language, left)) : account.token.signOutDoesEnded;
  }
}
