/** Where things are on the pages, as XPaths, and steps that several scenarios take. */

import { expect } from "@playwright/test";
import { en as account } from "../../lib/ui/messages/en/account";
import { en as form } from "../../lib/ui/messages/en/form";
import type { Mode } from "../user";
import { type Tab, TIMEOUT_MS } from "./browser";

/** Long enough for every validator. */
export const PASSWORD = "a quiet key";

export const SIGN_OUT = { session: account.session.signOut, jwt: account.token.signOut } as const;

/** XPath of a form's field. @param name of its input */
export function field(name: string): string {
  return `//main//form//input[@name="${name}"]`;
}

/** XPath of a button, outside of the page's header. @param label its whole text */
export function button(label: string): string {
  return `//main//button[normalize-space(.)="${label}"]`;
}

export async function text(tab: Tab): Promise<string> {
  return String(await tab.evaluate("document.body.innerText"));
}

/** Checks until it holds: a page that is being replaced cannot be asked. */
export function eventually(check: () => Promise<void>): Promise<void> {
  return expect(check).toPass({ timeout: TIMEOUT_MS, intervals: [100] });
}

export function shows(tab: Tab, words: string): Promise<void> {
  return eventually(async () => expect(await text(tab)).toContain(words));
}

/** A page of the account, of this user. */
export function showsUser(tab: Tab, username: string): Promise<void> {
  return eventually(async () => {
    expect(String(await tab.evaluate("location.pathname"))).toMatch(/^\/account(\/browser)?$/);
    expect(await tab.evaluate("document.querySelector('h1').innerText")).toContain(username);
  });
}

export async function fillAndSend(tab: Tab, fields: Record<string, string>, label: string): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await tab.type(field(name), value);
  await tab.click(button(label));
}

export async function signUp(tab: Tab, url: string, mode: Mode, username: string): Promise<void> {
  await tab.open(`${url}/${mode}/signup`);
  await fillAndSend(tab, { username, password: PASSWORD }, form.signUpButton);
}

export async function signOut(tab: Tab, mode: Mode): Promise<void> {
  await tab.click(button(SIGN_OUT[mode]));
  await shows(tab, account.signedOut.heading["signed-out"]);
  await eventually(async () => expect([...(await tab.cookies()).keys()]).toEqual([]));
}
