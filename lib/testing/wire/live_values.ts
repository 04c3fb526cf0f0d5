import { CompactSign } from "jose";
import type { TestServer } from "../server";

/** Gives the values that a transcript's `{{name}}` stand for: sessions and tokens of this run, and forged ones. */
export class LiveValues {
  private readonly values = new Map<string, string>();

  constructor(private readonly server: TestServer) {}

  /** Signs in afresh and keeps what that gave: `sid` and `access`, `refresh`. */
  async signIn(
    username: string,
    password: string,
    names: { sid?: string; access?: string; refresh?: string },
  ): Promise<void> {
    if (names.sid) {
      const { response } = await this.post("/user/session_signin", { username, password });
      this.values.set(
        names.sid,
        /^sessionid=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? "")?.[1] ?? "",
      );
    }
    if (names.access || names.refresh) {
      const { body } = await this.post("/user/jwt_signin", { username, password });
      if (names.access) this.values.set(names.access, body.access);
      if (names.refresh) this.values.set(names.refresh, body.refresh);
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

  /** A token signed by hand; without a key by the server's own. */
  async forge(
    name: string,
    claims: Record<string, unknown> | string,
    { header = {}, key = this.server.settings.jwt.signingKey } = {},
  ): Promise<string> {
    const payload = new TextEncoder().encode(typeof claims === "string" ? claims : JSON.stringify(claims));
    const token = await new CompactSign(payload)
      .setProtectedHeader({ alg: "HS256", typ: "JWT", ...header })
      .sign(new TextEncoder().encode(key), "crit" in header ? { crit: { x: true } } : {});
    this.values.set(name, token);
    return token;
  }

  private async post(path: string, body: unknown) {
    const response = await fetch(this.server.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return {
      response,
      body: (await response.json()) as Record<string, string> & { access: string; refresh: string },
    };
  }
}
