/** The values that a transcript's `{{name}}` stand for: sessions and tokens of this run, and forged ones. */

import { openBrowser } from "../browser";
import { send } from "../client";
import { forge, hmac } from "../jwt/forge";
import { tokensOf } from "../requests";
import type { TestServer } from "../server";

export class LiveValues {
  private readonly values = new Map<string, string>();

  constructor(private readonly server: TestServer) {}

  /** Milliseconds since the epoch, by the server's clock. */
  now(): number {
    return this.server.clock.now();
  }

  /** Signs in again, and keeps the session cookie and the tokens under the given names. */
  async signIn(
    username: string,
    password: string,
    names: { sid?: string; access?: string; refresh?: string },
  ): Promise<void> {
    const json = { username, password };
    if (names.sid) {
      const browser = openBrowser(this.server);
      await browser.post("/user/session_signin", json);
      this.set(names.sid, browser.cookies.get("sessionid") ?? "");
    }
    if (names.access || names.refresh) {
      const { access, refresh } = tokensOf(await send(this.server, "/user/jwt_signin", { json }));
      if (names.access) this.set(names.access, access);
      if (names.refresh) this.set(names.refresh, refresh);
    }
  }

  set(name: string, value: string): void {
    this.values.set(name, value);
  }

  get(name: string): string {
    return this.values.get(name) ?? `no-value-for-${name}`;
  }

  fill(text: string): string {
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => this.get(name));
  }

  /** Signs a token by hand and keeps it; the default key is the server's. */
  forge(
    name: string,
    claims: Record<string, unknown> | string,
    { header = {}, key = this.server.settings.jwt.signingKey, bits = 256 }: Forgery = {},
  ): string {
    const token = forge({ alg: `HS${bits}`, typ: "JWT", ...header }, claims, hmac(key, bits));
    this.set(name, token);
    return token;
  }
}

interface Forgery {
  readonly header?: Record<string, unknown>;
  readonly key?: string;
  /** Of the HMAC. */
  readonly bits?: 256 | 384 | 512;
}
