"use client";

import type { CookieInfo } from "@/lib/pages/cookie_info";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { Fact } from "./facts";

/** Who gets to see a cookie: what each attribute means, and how the Set-Cookie header writes it. */
export function CookieFlags({ cookie }: { cookie: CookieInfo }) {
  const account = useTexts(accountTexts);
  return (
    <>
      <Fact
        name={account.scriptAccess}
        tag="HttpOnly"
        off={cookie.httpOnly ? undefined : account.attributeOff}
      >
        {cookie.httpOnly ? account.httpOnlyOn : account.httpOnlyOff}
      </Fact>
      <Fact name={account.transport} tag="Secure" off={cookie.secure ? undefined : account.attributeOff}>
        {cookie.secure ? account.secureOn : account.secureOff}
      </Fact>
      <Fact name={account.crossSite} tag={`SameSite=${cookie.sameSite}`}>
        {account.sameSite[cookie.sameSite]}
      </Fact>
    </>
  );
}

export function CookiePath({ cookie }: { cookie: CookieInfo }) {
  const account = useTexts(accountTexts);
  return (
    <>
      {cookie.domain !== undefined && (
        <Fact name={account.domain} tag={`Domain=${cookie.domain}`}>
          {account.everyHost(cookie.domain)}
        </Fact>
      )}
      <Fact name={account.path} tag={`Path=${cookie.path}`}>
        {cookie.path === "/" ? account.everyPath : account.underPath(cookie.path)}
      </Fact>
    </>
  );
}
