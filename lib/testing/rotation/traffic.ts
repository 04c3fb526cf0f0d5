/** Requests of many users without a pause, while servers are killed. */

import type { OutgoingHttpHeaders } from "node:http";
import { type Answer, send } from "../client";
import { cookiesBack } from "../cookies";
import { PASSWORD, signIn, signUp, tokensOf } from "../requests";
import { FamilyClient } from "./family_client";

/** Longer histories take the search too long. */
const LONGEST = 12;

/** Sends requests until stopped, and keeps what the servers acknowledged. */
export class Traffic {
  readonly families: FamilyClient[] = [];
  /** Names of accounts whose making was acknowledged. */
  readonly users: string[] = [];
  /** Names of accounts whose making was not answered. */
  readonly unanswered: string[] = [];
  /** Cookies of acknowledged sessions, as they are sent back. */
  readonly sessions: OutgoingHttpHeaders[] = [];
  readonly #failures: number[] = [];
  #count = 0;
  #requests = 0;
  #stopped = false;

  constructor(
    private readonly random: (bound: number) => number,
    private readonly url: () => string,
  ) {}

  /** Statuses of 500 and above. */
  failures(): number[] {
    return [...this.#failures, ...this.families.flatMap(({ failures }) => failures)];
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Makes one request after the other until stopped. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      if (this.url() === "") await new Promise((resolve) => setTimeout(resolve, 5));
      else {
        await this.#one();
        this.#requests += 1;
      }
    }
  }

  /** Resolves when so many more requests have been made. */
  async hasMade(requests: number): Promise<void> {
    const goal = this.#requests + requests;
    while (this.#requests < goal) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  async isSessionGood(url: string, headers: OutgoingHttpHeaders): Promise<boolean> {
    return (await send(url, "/user/me", { headers })).status === 200;
  }

  async #one(): Promise<void> {
    const choice = this.random(20);
    const family = this.families.at(-1 - this.random(Math.min(8, this.families.length || 1)));
    const user = this.users[this.random(this.users.length || 1)];
    if (user === undefined || family === undefined || choice < 3) await this.#signUp();
    else if (choice < 5) await this.#signIn(user);
    else if (choice < 7) await this.#startSession(user);
    else if (family.history.length >= LONGEST) await this.#signIn(user);
    else if (choice < 16) await family.refresh(this.url());
    else if (choice < 18) await family.refresh(this.url(), 1);
    else if (choice < 19) await family.use(this.url());
    else await family.signOut(this.url());
  }

  async #signUp(): Promise<void> {
    this.#count += 1;
    const username = `user${this.#count}`;
    const answer = await this.#answer(signUp(this.url(), username));
    if (answer?.status !== 201) {
      this.unanswered.push(username);
      return;
    }
    this.users.push(username);
    this.families.push(new FamilyClient(tokensOf(answer)));
  }

  async #signIn(username: string): Promise<void> {
    const answer = await this.#answer(signIn(this.url(), username));
    if (answer?.status === 200) this.families.push(new FamilyClient(tokensOf(answer)));
  }

  async #startSession(username: string): Promise<void> {
    const json = { username, password: PASSWORD };
    const answer = await this.#answer(send(this.url(), "/user/session_signin", { json }));
    if (answer?.status === 200) this.sessions.push(cookiesBack(answer));
  }

  async #answer(asked: Promise<Answer>): Promise<Answer | null> {
    const answer = await asked.catch(() => null);
    if (answer !== null && answer.status >= 500) this.#failures.push(answer.status);
    return answer;
  }
}
