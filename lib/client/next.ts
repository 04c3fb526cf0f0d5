/** For server components, route handlers and server actions of a Next.js app. */

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Latchkey, User } from "./latchkey";
import { PATH_HEADER } from "./next_path";

interface LatchkeyForNext {
  /** Who is signed in; null: nobody. A request asks Latchkey once, however often it is called. @throws LatchkeyError */
  currentUser(): Promise<User | null>;
  /**
   * Who is signed in. Where nobody is, it does not return: the browser is led to Latchkey's `/signin`, which asks for a password,
   * or refreshes where only the access token has run out, and leads back to the same path and query. Server components can set no
   * cookie, so nothing is refreshed here; and a prefetch, which only renders, changes nothing.
   * @throws LatchkeyError where Latchkey gives no answer: that is an error page, not a sign-out
   */
  requireUser(): Promise<User>;
}

export function latchkeyForNext(latchkey: Latchkey): LatchkeyForNext {
  const currentUser = cache(async () => latchkey.user(await headers()));
  const requireUser = async () => {
    const path = (await headers()).get(PATH_HEADER);
    // Told whoever is signed in: else nobody would notice before the first visitor who is not.
    if (path === null)
      throw new Error("requireUser() needs latchkeyProxy() in proxy.ts, with a matcher of this page.");
    return (await currentUser()) ?? redirect(latchkey.signInUrl(path));
  };
  return { currentUser, requireUser };
}
