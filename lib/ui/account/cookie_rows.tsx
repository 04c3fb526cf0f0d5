"use client";

import type { CookieFacts } from "@/lib/pages/cookie_facts";
import { useMessages } from "../language";
import { Fact } from "./facts";

/** Who gets to see a cookie: what each attribute means, and how it is written. */
export function CookieFlags({ cookie }: { cookie: CookieFacts }) {
  const { account } = useMessages();
  return (
    <>
      <Fact name={account.readBy} tag="HttpOnly" off={cookie.httpOnly ? undefined : account.off}>
        {cookie.httpOnly ? account.httpOnlyOn : account.httpOnlyOff}
      </Fact>
      <Fact name={account.sentOver} tag="Secure" off={cookie.secure ? undefined : account.off}>
        {cookie.secure ? account.secureOn : account.secureOff}
      </Fact>
      <Fact name={account.otherSites} tag={`SameSite=${cookie.sameSite}`}>
        {account.sameSite[cookie.sameSite]}
      </Fact>
    </>
  );
}

export function CookiePath({ cookie }: { cookie: CookieFacts }) {
  const { account } = useMessages();
  return (
    <Fact name={account.path} tag={`Path=${cookie.path}`}>
      {cookie.path === "/" ? account.everyPath : account.underPath(cookie.path)}
    </Fact>
  );
}
