/** What the rows of settings check about cookies. */

import { expect } from "vitest";
import { type Answer, send } from "../client";
import { parseSetCookie } from "../cookies";
import { newName, PASSWORD } from "../requests";
import type { Check, TestServer } from "../server";

/** The attributes of every cookie under the default settings. */
export const PLAIN = "path=/; httponly; samesite=Lax";

interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Without Expires, which follows from Max-Age and the clock. */
  readonly attributes: string;
}

export function cookiesOf(answer: Answer): Cookie[] {
  return answer.setCookies.map(parseSetCookie).map(({ name, value, attributes }) => {
    attributes.delete("expires");
    return {
      name,
      value,
      attributes: [...attributes].map(([key, text]) => (text === "" ? key : `${key}=${text}`)).join("; "),
    };
  });
}

export async function signUpBy(server: TestServer, mode: "session" | "jwt"): Promise<Answer> {
  const answer = await send(server, `/user/${mode}_signup`, {
    json: { username: newName(), password: PASSWORD },
  });
  expect(answer.status).toBe(201);
  return answer;
}

/** The cookies of a sign-up, with their attributes; clearing them names the same path. */
export function sets(mode: "session" | "jwt", expected: Record<string, string>): Check {
  return async (server) => {
    const cookies = cookiesOf(await signUpBy(server, mode));
    expect(Object.fromEntries(cookies.map(({ name, attributes }) => [name, attributes]))).toEqual(expected);
    const cleared = await send(server, `/user/${mode}_signout`, {
      json: {},
      headers: { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
    });
    expect(cleared.status).toBe(204);
    // Before them, those of other settings may be cleared.
    const last = new Map(cookiesOf(cleared).map((cookie) => [cookie.name, cookie]));
    for (const { name, value, attributes } of last.values()) {
      expect(value).toBe("");
      expect(attributes).toBe(expected[name]?.replace(/^(max-age=\d+; )?/, "max-age=0; "));
    }
  };
}
