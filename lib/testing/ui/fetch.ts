/** Replaces `fetch` for tests of the pages' code. */

import { vi } from "vitest";

export type Request = { path: string; headers: Headers; body: unknown };
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

/**
 * Puts a server of the test's own in place of `fetch`.
 * @param answer throws where the connection is to be lost
 * @returns every request, as it comes in
 */
export function stubFetch(answer: (request: Request) => Reply | Promise<Reply>): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const request = {
      path,
      headers: new Headers(init.headers),
      body: init.body ? JSON.parse(String(init.body)) : null,
    };
    requests.push(request);
    await Promise.resolve();
    const { status, body, headers } = await answer(request);
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: headers ?? {} });
  });
  return requests;
}
