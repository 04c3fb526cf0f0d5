"use client";

import { useMessages } from "../language";
import { CookieFlags, CookiePath } from "./cookie_rows";
import { Fact, Facts } from "./facts";
import type { Keeping, TokenView } from "./token_view";

/** Where the two tokens are kept. Both cookies share their flags; only name, path and size differ. */
export function KeptFacts({ token }: { token: TokenView }) {
  const { account } = useMessages();
  const { kept, refresh } = token;
  return (
    <Facts heading={account.inBrowser}>
      <Kept name={account.token.access} kept={kept} />
      {refresh === null ? (
        <Fact name={account.token.refresh}>{account.token.refreshUnseen}</Fact>
      ) : (
        <Kept name={account.token.refresh} kept={refresh.kept} />
      )}
      {kept.in === "cookie" ? (
        <CookieFlags cookie={kept.cookie} />
      ) : (
        <>
          <Fact name={account.token.tabPlace}>{account.token.tab}</Fact>
          <Fact name={account.readBy}>{account.httpOnlyOff}</Fact>
        </>
      )}
    </Facts>
  );
}

function Kept({ name, kept }: { name: string; kept: Keeping }) {
  const { account } = useMessages();
  if (kept.in === "tab") return <Fact name={name}>{account.bytes(kept.bytes)}</Fact>;
  const { cookie } = kept;
  return (
    <>
      <Fact name={name} {...(cookie.bytes === undefined ? {} : { tag: account.bytes(cookie.bytes) })}>
        <code>{cookie.name}</code>
      </Fact>
      <CookiePath cookie={cookie} />
    </>
  );
}
