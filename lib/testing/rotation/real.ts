/** The server that the model test compares with the model. */

import { pbkdf2Sync, randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Answer } from "../client";
import { PASSWORD, tokensOf } from "../requests";
import type { TestServer } from "../server";
import { addUser } from "../store/sql";
import { claimsOf, jtiOf } from "../tokens";
import type { Expected, Model } from "./model";

/** The server beside the model, with the tokens that it handed out, numbered as the model numbers them. */
export class Real {
  readonly accesses: string[] = [];
  readonly refreshes: string[] = [];
  readonly usernames: readonly string[];
  readonly #salts = new Map<string, number>();

  constructor(
    readonly server: TestServer,
    users: number,
  ) {
    const run = randomUUID();
    this.usernames = Array.from({ length: users }, (_, index) => `${run}-${index}`);
  }

  async addUsers(): Promise<void> {
    for (const username of this.usernames)
      await addUser(this.server.sql, { username, password: this.#anotherHash(username) });
  }

  async changePassword(user: number): Promise<void> {
    const username = this.usernames[user] ?? "";
    await this.server.sql`
      UPDATE auth_user SET password = ${this.#anotherHash(username)} WHERE username = ${username}`;
  }

  /** The same password under another salt: the stored hash is another one, and sign-ins go on. */
  #anotherHash(username: string): string {
    const count = (this.#salts.get(username) ?? 0) + 1;
    this.#salts.set(username, count);
    const salt = `${username.replaceAll("-", "")}${count}`;
    const hash = pbkdf2Sync(PASSWORD, salt, 1000, 32, "sha256").toString("base64");
    return `pbkdf2_sha256$1000$${salt}$${hash}`;
  }

  /** Compares an answer with what the model expects, and keeps its tokens. */
  compare(model: Model, expected: Expected, answer: Answer): void {
    const { status, body } = answer;
    expect(status, JSON.stringify(body)).toBeLessThan(500);
    if (expected.kind === "refused") {
      expect([status, reasonOf(answer)]).toEqual([401, expected.why]);
    } else if (expected.kind === "done") {
      expect([200, 204], JSON.stringify(body)).toContain(status);
    } else {
      expect(status, JSON.stringify(body)).toBe(200);
      if (expected.refresh === null) {
        expect(body).not.toHaveProperty("refresh");
        this.#take(model.accesses, this.accesses, expected.access, String(body?.access));
      } else {
        const { access, refresh } = tokensOf(answer);
        this.#take(model.refreshes, this.refreshes, expected.refresh, refresh);
        this.#take(model.accesses, this.accesses, expected.access, access);
      }
    }
  }

  /** A token that is known must have its identifier; one that is not must be new. */
  #take(
    expected: readonly { iat: number; exp: number; family: number }[],
    tokens: string[],
    index: number,
    token: string,
  ): void {
    const { iat, exp } = expected[index] ?? {};
    expect(claimsOf(token)).toMatchObject({ iat, exp });
    const known = tokens[index];
    if (known === undefined) {
      expect(tokens.map(jtiOf)).not.toContain(jtiOf(token));
      tokens.push(token);
    } else expect(jtiOf(token)).toBe(jtiOf(known));
  }
}

/** Why it was refused: the message of the token, or the code. */
function reasonOf({ body }: Answer): unknown {
  const messages = body?.messages as readonly { message: string }[] | undefined;
  if (body?.code === "token_not_valid") return messages?.[0]?.message ?? body.detail;
  return body?.code;
}
