import { vi } from "vitest";

export type Seen = { path: string; headers: Headers; body: unknown };
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

/** Stands in for the server: the handler sees each call and names the answer, or throws as a lost connection does. */
export function serve(handler: (call: Seen) => Reply | Promise<Reply>): Seen[] {
  const seen: Seen[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const call = {
      path,
      headers: new Headers(init.headers),
      body: init.body ? JSON.parse(String(init.body)) : null,
    };
    seen.push(call);
    await Promise.resolve();
    const { status, body, headers } = await handler(call);
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: headers ?? {} });
  });
  return seen;
}

/** A refresh token as far as tabs look at one: what it says, and a signature that differs each time. */
export function refreshToken(number: number): string {
  return `header.r${number}.${Math.random().toString(36).slice(2)}`;
}

/**
 * A server that rotates: each refresh token has one successor, which it hands out again for ten seconds unless it was
 * used; after that the family ends.
 */
export class Issuer {
  ended = false;
  readonly seen: Seen[];
  private readonly rotated = new Map<number, number>();

  /** @param now in milliseconds */
  constructor(now: () => number) {
    this.seen = serve(({ body }) => {
      const number = Number(/\.r(\d+)\./.exec(String((body as { refresh?: string })?.refresh))?.[1]);
      const before = this.rotated.get(number);
      const stolen = before !== undefined && (now() - before >= 10_000 || this.rotated.has(number + 1));
      this.ended ||= stolen;
      if (this.ended)
        return { status: 401, body: { detail: "Token is blacklisted", code: "token_not_valid" } };
      if (before === undefined) this.rotated.set(number, now());
      return {
        status: 200,
        body: { access: `a${number + 1}-${Math.random()}`, refresh: refreshToken(number + 1) },
      };
    });
  }
}
