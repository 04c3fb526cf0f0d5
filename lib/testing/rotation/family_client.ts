/** Clients of one sign-in that record their requests and the answers. */

import { me, refresh, signOut, type Tokens, tokensOf } from "../requests";
import { jtiOf } from "../tokens";
import type { Request, Response } from "./family_spec";
import { type Recorded, record } from "./recorder";

/** Several clients of one sign-in. They share its tokens, and their requests are recorded. */
export class FamilyClient {
  readonly history: Recorded[] = [];
  /** Statuses of 500 and above. */
  readonly failures: number[] = [];
  readonly first: string;
  readonly #tokens: string[];
  readonly #access: string;

  constructor(pair: Tokens) {
    this.first = jtiOf(pair.refresh);
    this.#tokens = [pair.refresh];
    this.#access = pair.access;
  }

  /** @param back how many refresh tokens before the newest one */
  refresh(url: string, back = 0): Promise<Response | undefined> {
    const token = this.#token(back);
    return record(this.history, { act: "refresh", token: jtiOf(token) }, async () => {
      const answer = await refresh(url, token);
      if (!this.#isOk(answer.status)) return { ok: false };
      const successor = tokensOf(answer).refresh;
      if (!this.#tokens.map(jtiOf).includes(jtiOf(successor))) this.#tokens.push(successor);
      return { ok: true, successor: jtiOf(successor) };
    });
  }

  signOut(url: string, back = 0): Promise<Response | undefined> {
    const token = this.#token(back);
    return this.#ask({ act: "sign out", token: jtiOf(token) }, () => signOut(url, token));
  }

  use(url: string): Promise<Response | undefined> {
    return this.#ask({ act: "use" }, () => me(url, this.#access));
  }

  #ask(request: Request, send: () => Promise<{ status: number }>): Promise<Response | undefined> {
    return record(this.history, request, async () => ({ ok: this.#isOk((await send()).status) }));
  }

  #token(back: number): string {
    return this.#tokens.at(-1 - Math.min(back, this.#tokens.length - 1)) ?? "";
  }

  /** @throws for a status that is neither a success nor a refusal */
  #isOk(status: number): boolean {
    if (status >= 200 && status < 300) return true;
    if (status === 401) return false;
    this.failures.push(status);
    throw new Error(`status ${status}`);
  }
}
