import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { callWithTokens } from "./api";
import { refreshTokens } from "./refresh";
import { send } from "./send";
import { keepTokens, tabTokens } from "./tokens";

type Reply = { status: number; body?: unknown; headers?: Record<string, string> };
type Seen = { path: string; headers: Headers; body: unknown };

let seen: Seen[] = [];

/** Stands in for the server: the handler sees each call and names the answer, or throws as a lost connection does. */
function serve(handler: (call: Seen) => Reply): void {
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const call = {
      path,
      headers: new Headers(init.headers),
      body: init.body ? JSON.parse(String(init.body)) : null,
    };
    seen.push(call);
    await Promise.resolve();
    const { status, body, headers } = handler(call);
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: headers ?? {} });
  });
}

function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: () => null,
    length: 0,
  };
}

beforeEach(() => {
  seen = [];
  vi.stubGlobal("window", { sessionStorage: memoryStorage(), localStorage: memoryStorage() });
  keepTokens(null);
});

afterEach(() => vi.unstubAllGlobals());

describe("send", () => {
  test("speaks the page's language and JSON", async () => {
    serve(() => ({ status: 200, body: { id: 1 } }));
    expect(await send("/user/session_signin", { language: "ko", body: { a: 1 } })).toEqual({
      ok: true,
      status: 200,
      body: { id: 1 },
    });
    expect(seen[0]?.headers.get("Accept-Language")).toBe("ko");
    expect(seen[0]?.headers.get("Content-Type")).toBe("application/json");
    expect(seen[0]?.body).toEqual({ a: 1 });
  });

  test("an answer without a body is an answer", async () => {
    serve(() => ({ status: 204 }));
    expect(await send("/user/session_signout", { language: "en" })).toEqual({
      ok: true,
      status: 204,
      body: null,
    });
  });

  test("field errors are told from everything else", async () => {
    serve(() => ({ status: 400, body: { username: ["Taken."], age: ["Too old.", 7] } }));
    expect(await send("/x", { language: "en" })).toEqual({
      ok: false,
      failure: { kind: "fields", fields: { username: ["Taken."], age: ["Too old."] } },
    });
  });

  test("a wait is read in seconds", async () => {
    serve(() => ({
      status: 503,
      body: { detail: "Busy.", code: "unavailable" },
      headers: { "Retry-After": "5" },
    }));
    expect(await send("/x", { language: "en" })).toEqual({
      ok: false,
      failure: { kind: "detail", status: 503, code: "unavailable", detail: "Busy.", retryAfter: 5 },
    });
  });

  test("a lost connection and an answer of somebody else do not throw", async () => {
    serve(() => {
      throw new TypeError("failed to fetch");
    });
    expect(await send("/x", { language: "en" })).toEqual({ ok: false, failure: { kind: "network" } });
    vi.stubGlobal("fetch", async () => new Response("<h1>Bad gateway</h1>", { status: 502 }));
    expect(await send("/x", { language: "en" })).toMatchObject({
      ok: false,
      failure: { kind: "detail", status: 502, code: "error" },
    });
  });
});

describe("refreshing", () => {
  test("ten callers make one request, and the new tokens replace the old ones", async () => {
    keepTokens({ access: "a1", refresh: "r1" });
    serve(() => ({ status: 200, body: { access: "a2", refresh: "r2" } }));
    expect(await Promise.all(Array.from({ length: 10 }, () => refreshTokens("en")))).toEqual(
      Array(10).fill("refreshed"),
    );
    expect(seen.map((call) => call.body)).toEqual([{ refresh: "r1" }]);
    expect(tabTokens()).toEqual({ access: "a2", refresh: "r2" });
  });

  test("without rotation the refresh token stays", async () => {
    keepTokens({ access: "a1", refresh: "r1" });
    serve(() => ({ status: 200, body: { access: "a2" } }));
    await refreshTokens("en");
    expect(tabTokens()).toEqual({ access: "a2", refresh: "r1" });
  });

  test("a refusal ends the tokens, a lost connection keeps them", async () => {
    keepTokens({ access: "a1", refresh: "r1" });
    serve(() => ({ status: 503, body: { detail: "Busy.", code: "unavailable" } }));
    expect(await refreshTokens("en")).toBe("unreachable");
    expect(tabTokens()).not.toBeNull();
    serve(() => ({ status: 401, body: { detail: "Token is blacklisted", code: "token_not_valid" } }));
    expect(await refreshTokens("en")).toBe("ended");
    expect(tabTokens()).toBeNull();
  });
});

describe("calling with this tab's tokens", () => {
  test("a token that ran out is refreshed, and the call tried once more", async () => {
    keepTokens({ access: "a1", refresh: "r1" });
    serve(({ path, headers }) => {
      if (path === "/user/jwt_refresh") return { status: 200, body: { access: "a2" } };
      return headers.get("Authorization") === "Bearer a2"
        ? { status: 200, body: { id: 1 } }
        : { status: 401, body: { detail: "Token is expired", code: "token_not_valid" } };
    });
    expect(await callWithTokens("/user/me", { method: "GET", language: "en" })).toMatchObject({ ok: true });
    expect(seen.map((call) => call.path)).toEqual(["/user/me", "/user/jwt_refresh", "/user/me"]);
  });

  test("a call that stays refused does not go round in circles", async () => {
    keepTokens({ access: "a1", refresh: "r1" });
    serve(({ path }) =>
      path === "/user/jwt_refresh"
        ? { status: 200, body: { access: "a2" } }
        : { status: 401, body: { detail: "No.", code: "x" } },
    );
    expect(await callWithTokens("/user/me", { method: "GET", language: "en" })).toMatchObject({ ok: false });
    expect(seen).toHaveLength(3);
  });
});
