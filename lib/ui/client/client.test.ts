import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { memoryLocks, memoryStorage } from "@/lib/testing/ui/browser";
import { type Seen, serve } from "@/lib/testing/ui/issuer";
import { callWithTokens } from "./api";
import { send } from "./send";
import { keepTokens, tabTokens } from "./tokens";

let seen: Seen[] = [];

beforeEach(() => {
  vi.stubGlobal("window", { sessionStorage: memoryStorage(), localStorage: memoryStorage() });
  vi.stubGlobal("navigator", { locks: memoryLocks() });
  vi.stubGlobal("BroadcastChannel", undefined);
  keepTokens(null);
});

afterEach(() => vi.unstubAllGlobals());

describe("send", () => {
  test("speaks the page's language and JSON", async () => {
    seen = serve(() => ({ status: 200, body: { id: 1 } }));
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

describe("calling with this tab's tokens", () => {
  test("a token that ran out is refreshed, and the call tried once more", async () => {
    keepTokens({ access: "a1", refresh: "r1" });
    seen = serve(({ path, headers }) => {
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
    seen = serve(({ path }) =>
      path === "/user/jwt_refresh"
        ? { status: 200, body: { access: "a2" } }
        : { status: 401, body: { detail: "No.", code: "x" } },
    );
    expect(await callWithTokens("/user/me", { method: "GET", language: "en" })).toMatchObject({ ok: false });
    expect(seen).toHaveLength(3);
  });

  test("a lost connection while refreshing is told as such, and the tokens stay", async () => {
    keepTokens({ access: "a1", refresh: "r1" });
    seen = serve(({ path }) => {
      if (path === "/user/jwt_refresh") throw new TypeError("failed to fetch");
      return { status: 401, body: { detail: "Token is expired", code: "token_not_valid" } };
    });
    expect(await callWithTokens("/user/me", { method: "GET", language: "en" })).toEqual({
      ok: false,
      failure: { kind: "network" },
    });
    expect(tabTokens()).toEqual({ access: "a1", refresh: "r1" });
  });

  test("two calls that fail together refresh once", async () => {
    keepTokens({ access: "a1", refresh: "r1" });
    let slow = Promise.resolve();
    seen = serve(async ({ path, headers }) => {
      if (path === "/user/jwt_refresh") return { status: 200, body: { access: "a2" } };
      if (headers.get("Authorization") === "Bearer a2") return { status: 200, body: {} };
      // The second call's refusal arrives when the first call has long been through.
      if (path === "/slow") await slow;
      return { status: 401, body: { detail: "Token is expired", code: "token_not_valid" } };
    });
    const first = callWithTokens("/fast", { method: "GET", language: "en" });
    slow = first.then(() => {});
    const second = callWithTokens("/slow", { method: "GET", language: "en" });
    expect([await first, await second]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(seen.filter(({ path }) => path === "/user/jwt_refresh")).toHaveLength(1);
  });

  test("where cookies carry the tokens, nothing but the try is repeated", async () => {
    let good = false;
    seen = serve(({ path }) => {
      if (path !== "/user/jwt_refresh")
        return good ? { status: 200, body: {} } : { status: 401, body: { detail: "No.", code: "x" } };
      good = true;
      return { status: 200, body: {} };
    });
    expect(await callWithTokens("/user/me", { method: "GET", language: "en" })).toMatchObject({ ok: true });
    expect(seen.map(({ headers }) => headers.get("Authorization"))).toEqual([null, null, null]);
    expect(tabTokens()).toBeNull();
  });
});
