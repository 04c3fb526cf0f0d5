import { afterEach, expect, test, vi } from "vitest";
import { stubFetch } from "@/lib/testing/ui/fetch";
import { send } from "./send";

afterEach(() => vi.unstubAllGlobals());

test("a call speaks the page's language and JSON, and says that a page makes it", async () => {
  const requests = stubFetch(() => ({ status: 200, body: { id: 1 } }));
  expect(await send("/user/session_signin", { language: "ko", body: { a: 1 } })).toEqual({
    ok: true,
    status: 200,
    body: { id: 1 },
  });
  const [request] = requests;
  expect(request?.headers.get("Accept-Language")).toBe("ko");
  expect(request?.headers.get("Content-Type")).toBe("application/json");
  expect(request?.headers.get("X-Latchkey-Page")).toBe("1");
  expect(request?.body).toEqual({ a: 1 });
});

test("an answer without a body is an answer", async () => {
  stubFetch(() => ({ status: 204 }));
  expect(await send("/user/session_signout", { language: "en" })).toEqual({
    ok: true,
    status: 204,
    body: null,
  });
});

test("what is wrong with fields is read from the header that only pages get", async () => {
  stubFetch(() => ({
    status: 400,
    body: { username: ["A user with that username already exists."] },
    headers: { "X-Latchkey-Refusal": "wrong=username.username_taken&wrong=age.max_value.150" },
  }));
  expect(await send("/x", { language: "en" })).toEqual({
    ok: false,
    failure: {
      kind: "fields",
      status: 400,
      fields: {
        username: [{ key: "username_taken" }],
        age: [{ key: "max_value", params: { value: "150" } }],
      },
    },
  });
});

test("a wait is read in seconds, also where the server in front of the endpoints refuses", async () => {
  stubFetch(() => ({
    status: 503,
    body: { detail: "Busy.", code: "unavailable" },
    headers: { "Retry-After": "5" },
  }));
  expect(await send("/x", { language: "en" })).toEqual({
    ok: false,
    failure: { kind: "detail", status: 503, code: "unavailable", wait: 5 },
  });
});

test("a lost connection and an answer of somebody else do not throw", async () => {
  stubFetch(() => {
    throw new TypeError("failed to fetch");
  });
  expect(await send("/x", { language: "en" })).toEqual({ ok: false, failure: { kind: "network" } });
  vi.stubGlobal("fetch", async () => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  expect(await send("/x", { language: "en" })).toMatchObject({
    ok: false,
    failure: { kind: "detail", status: 502, code: "error" },
  });
});
