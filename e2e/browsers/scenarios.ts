/** What people do with the pages, in whichever browser. */

import { expect } from "@playwright/test";
import { en as account } from "../../lib/ui/messages/en/account";
import { en as cookies } from "../../lib/ui/messages/en/cookies";
import { en as form } from "../../lib/ui/messages/en/form";
import { en as notFound } from "../../lib/ui/messages/en/not_found";
import type { Environment } from "../app";
import { newUsername } from "../user";
import type { Tab } from "./browser";
import { button, eventually, fillAndSend, PASSWORD, shows, showsUser, signOut, signUp, text } from "./page";

export interface Scenario {
  readonly name: string;
  /** Where the app needs other settings than those of a development `.env`. */
  readonly environment?: Environment;
  readonly run: (tab: Tab, url: string) => Promise<void>;
}

const COOKIES = { session: ["sessionid"], jwt: ["access_token", "access_token_refresh"] } as const;

const signingInAndOut = (["session", "jwt"] as const).map((mode) => ({
  name: `${mode}: sign-up, reload, sign-out, Back, a wrong password, sign-in`,
  async run(tab: Tab, url: string) {
    const username = newUsername();
    await signUp(tab, url, mode, username);
    await showsUser(tab, username);
    expect([...(await tab.cookies()).keys()].sort()).toEqual(COOKIES[mode]);
    await tab.reload();
    await showsUser(tab, username);

    // History then holds a page of who was signed in, behind one that is not.
    await tab.open(`${url}/`);
    await tab.open(`${url}/account/browser`);
    await signOut(tab, mode);
    // A script that navigates before its page has loaded, some seconds after a click, replaces the page's entry
    // (HTML, "Location-object navigate"): on a busy machine there are fewer entries.
    const entries = Number(await tab.evaluate("history.length"));
    for (let step = 1; step < Math.min(entries, 3); step += 1) {
      await tab.back();
      await eventually(async () => expect(await text(tab)).not.toContain(username));
    }

    await tab.open(`${url}/${mode}/signin`);
    await fillAndSend(tab, { username, password: "wrong" }, form.signInButton);
    await eventually(async () =>
      expect(await tab.evaluate("document.querySelector('form [role=alert]').innerText")).toBeTruthy(),
    );
    await fillAndSend(tab, { password: PASSWORD }, form.signInButton);
    await showsUser(tab, username);
  },
}));

const refreshing: Scenario[] = [
  {
    name: "jwt: a button refreshes the tokens",
    async run(tab, url) {
      const username = newUsername();
      await signUp(tab, url, "jwt", username);
      await showsUser(tab, username);
      const before = await tab.cookies();
      await tab.open(`${url}/account/browser`);
      await tab.click(button(account.token.refreshNow));
      await eventually(async () => {
        const after = await tab.cookies();
        for (const name of COOKIES.jwt) expect(after.get(name)).not.toBe(before.get(name));
      });
      await showsUser(tab, username);
    },
  },
  {
    name: "jwt: two tabs refresh tokens that expire, and a sign-out in the one is seen in the other",
    environment: { ACCESS_TOKEN_LIFETIME: "3s" },
    async run(tab, url) {
      const username = newUsername();
      await signUp(tab, url, "jwt", username);
      await showsUser(tab, username);
      await tab.open(`${url}/account/browser`);
      const other = await tab.another();
      await other.open(`${url}/account/browser`);
      for (const _ of ["once", "twice"]) {
        const before = (await tab.cookies()).get("access_token_refresh");
        await eventually(async () =>
          expect((await tab.cookies()).get("access_token_refresh")).not.toBe(before),
        );
        await showsUser(tab, username);
        await showsUser(other, username);
      }
      await signOut(tab, "jwt");
      await eventually(async () => expect(await text(other)).not.toContain(username));
      expect(await other.complaints()).toEqual([]);
    },
  },
];

const looking: Scenario[] = [
  {
    name: "the language can be chosen, and the choice stays",
    async run(tab, url) {
      const language = () => tab.evaluate("document.documentElement.lang");
      await tab.open(`${url}/session/signin`);
      expect(await language()).toBe("en");
      await tab.click('//*[self::a or self::button][normalize-space(.)="한국어"]');
      await eventually(async () => expect(await language()).toBe("ko"));
      await tab.open(`${url}/jwt/signup`);
      expect(await language()).toBe("ko");
    },
  },
  {
    name: "every page opens, without an error",
    async run(tab, url) {
      const pages = [
        "/",
        "/session/signup",
        "/session/signin",
        "/jwt/signup",
        "/jwt/signin",
        "/account",
        "/account/browser",
      ];
      for (const page of pages) {
        await tab.open(url + page);
        expect(await tab.evaluate("document.querySelector('h1').innerText"), page).toBeTruthy();
      }
      await tab.open(`${url}/no-such-page`);
      await shows(tab, notFound.heading);
    },
  },
];

/** Chromium and Firefox keep Secure cookies of http://127.0.0.1 and http://localhost, WebKit drops them. */
const droppedCookies = (["session", "jwt"] as const).map((mode) => ({
  name: `${mode}: over plain HTTP, Secure cookies are kept, or the page says why nobody is signed in`,
  environment: { DEBUG: "false", PASSWORD_VALIDATORS: "min_length" },
  async run(tab: Tab, url: string) {
    const username = newUsername();
    await signUp(tab, url, mode, username);
    await eventually(async () => {
      const shown = await text(tab);
      expect(shown.includes(cookies.httpsOnly) || shown.includes(username), shown).toBe(true);
      expect(shown.includes(cookies.httpsOnly)).toBe((await tab.cookies()).size === 0);
    });
  },
}));

export const SCENARIOS: readonly Scenario[] = [
  ...signingInAndOut,
  ...refreshing,
  ...looking,
  ...droppedCookies,
];
