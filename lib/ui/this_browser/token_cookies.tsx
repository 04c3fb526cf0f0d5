"use client";

import type { CookieInfo } from "@/lib/pages/cookie_info";
import type { CurrentTokenPair } from "@/lib/pages/current_token_pair";
import { IntlText } from "../intl_text";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { CookieFlags, CookiePath } from "./cookie_rows";
import { Fact, Facts } from "./facts";

/** The two token cookies. They share their flags; only name, path and size differ. */
export function TokenCookies({ token }: { token: CurrentTokenPair }) {
  const account = useTexts(accountTexts);
  const { access, refresh } = token;
  const first = access ?? refresh;
  return (
    <Facts heading={account.inBrowser}>
      {access !== null && <TokenCookie name={account.token.access} cookie={access.cookie} />}
      {refresh !== null && <TokenCookie name={account.token.refresh} cookie={refresh.cookie} />}
      {first !== null && <CookieFlags cookie={first.cookie} />}
    </Facts>
  );
}

function TokenCookie({ name, cookie }: { name: string; cookie: CookieInfo }) {
  const account = useTexts(accountTexts);
  return (
    <>
      <Fact name={name} tag={<IntlText>{account.bytes(cookie.bytes)}</IntlText>}>
        <code>{cookie.name}</code>
      </Fact>
      <CookiePath cookie={cookie} />
    </>
  );
}
