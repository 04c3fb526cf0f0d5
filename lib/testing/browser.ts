/** A browser as a server sees one: a client that keeps cookies and sends them back. */

import type { OutgoingHttpHeaders } from "node:http";
import { type Answer, type Sent, send, type Target } from "./client";
import { cookieHeader, parseSetCookie } from "./cookies";
import { newName, PASSWORD } from "./requests";

export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: OutgoingHttpHeaders): Promise<Answer>;
  post(path: string, json?: unknown, headers?: OutgoingHttpHeaders): Promise<Answer>;
  /** As the browser itself sends a form, without scripts. */
  form(path: string, fields?: Record<string, string>): Promise<Answer>;
  patch(path: string, json: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

const FORM = {
  Accept: "text/html,*/*;q=0.8",
  "Content-Type": "application/x-www-form-urlencoded",
};

export function openBrowser(target: Target, cookies: Iterable<readonly [string, string]> = []): Browser {
  const jar = new Map(cookies);
  const exchange = async (path: string, sent: Sent): Promise<Answer> => {
    const answer = await send(target, path, { ...sent, headers: { ...cookieHeader(jar), ...sent.headers } });
    for (const { name, value, attributes } of answer.setCookies.map(parseSetCookie)) {
      if (attributes.get("max-age") === "0") jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  return {
    cookies: jar,
    get: (path, headers = {}) => exchange(path, { headers }),
    post: (path, json = {}, headers = {}) => exchange(path, { json, headers }),
    form: (path, fields = {}) =>
      exchange(path, { headers: FORM, body: new URLSearchParams(fields).toString() }),
    patch: (path, json) => exchange(path, { method: "PATCH", json }),
    delete: (path) => exchange(path, { method: "DELETE" }),
  };
}

/** A second browser with a copy of the first one's cookies. */
export function copyOf(target: Target, browser: Browser): Browser {
  return openBrowser(target, browser.cookies);
}

/** Signs a new user up by session. */
export async function signUpForSession(target: Target, username = newName()): Promise<Browser> {
  const browser = openBrowser(target);
  await browser.post("/user/session_signup", { username, password: PASSWORD });
  return browser;
}

/** Signs an existing user in by session, in a browser of its own. */
export async function signInForSession(target: Target, username: string): Promise<Browser> {
  const browser = openBrowser(target);
  await browser.post("/user/session_signin", { username, password: PASSWORD });
  return browser;
}

/** The headers with which a browser sends its cookies, as another app's server gets them. */
export function cookiesOf({ cookies }: Browser): { Cookie: string } {
  return { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
}
