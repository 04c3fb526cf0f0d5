import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, expectTypeOf, it, test } from "vitest";
import type { z } from "zod";
import { userSchema } from "@/lib/contract/responses";
import { rows } from "@/lib/http/endpoints/table";
import { cookiesOf, signUpForSession } from "@/lib/testing/browser";
import { newName, signUpForTokens } from "@/lib/testing/requests";
import { withServer } from "@/lib/testing/server";
import { createLatchkey, LatchkeyError, type User } from "./latchkey";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Something that is no Latchkey, or one that is broken. */
async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a user is what GET /user/me answers with", () => {
  const me = rows.find(({ method, path }) => method === "GET" && path === "/user/me");
  expect(me?.responses[200]?.body).toBe(userSchema);
  expectTypeOf<User>().toEqualTypeOf<Readonly<z.infer<typeof userSchema>>>();
});

describe("user()", () => {
  it("tells who sent a request, by session and by token, from every form of headers", async () => {
    await withServer({}, async (server) => {
      const { user } = createLatchkey({ url: `${server.url}/` });
      const username = newName();
      const session = cookiesOf(await signUpForSession(server, username));
      const expected = { id: 1, username, email: "", age: null };
      expect(await user(new Headers(session))).toEqual(expected);
      expect(await user({ cookie: session.Cookie, host: "app.example" })).toEqual(expected);
      const { access } = await signUpForTokens(server);
      expect(await user({ authorization: `Bearer ${access}` })).toMatchObject({ id: 2 });
      expect(await user(new Headers({ Authorization: `Bearer ${access}x`, ...session }))).toBeNull();
      // The app's own.
      expect(await user(new Headers({ Authorization: "Basic eDp5", ...session }))).toEqual(expected);
    });
  });

  it("sees a sign-out at once", async () => {
    await withServer({}, async (server) => {
      const { user } = createLatchkey(server);
      const browser = await signUpForSession(server);
      const headers = new Headers(cookiesOf(browser));
      expect(await user(headers)).toMatchObject({ id: 1 });
      expect((await browser.post("/user/signout")).status).toBe(204);
      expect(await user(headers)).toBeNull();
    });
  });

  it("passes on Cookie and Authorization alone, follows no redirect, and asks nothing without them", async () => {
    const asked: IncomingHttpHeaders[] = [];
    const url = await listen((request, response) => {
      asked.push(request.headers);
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    const { user } = createLatchkey({ url });
    expect(await user(new Headers({ "X-Forwarded-For": "1.2.3.4", "X-Api-Key": "secret" }))).toBeNull();
    expect(await user()).toBeNull();
    expect(asked).toEqual([]);
    const headers = {
      Cookie: "a=b",
      "X-Forwarded-For": "1.2.3.4",
      "X-Api-Key": "secret",
      Host: "app.example",
    };
    await expect(user(new Headers(headers))).rejects.toMatchObject({ name: "LatchkeyError", status: 302 });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ cookie: "a=b", accept: "application/json" });
    expect(asked[0]).not.toHaveProperty("x-api-key");
    expect(asked[0]).not.toHaveProperty("x-forwarded-for");
  });

  it.each<[string, number | null, RequestListener]>([
    ["an error", 500, (_, response) => response.writeHead(500).end("{}")],
    ["a proxy's 401", 401, (_, response) => response.writeHead(401).end("<h1>Password, please</h1>")],
    ["a proxy's 401 in JSON", 401, (_, response) => response.writeHead(401).end('{"error":"login"}')],
    ["a page", 200, (_, response) => response.end("<html></html>")],
    ["another server's JSON", 200, (_, response) => response.end('{"user":null}')],
    ["a limit", 429, (_, response) => response.writeHead(429).end('{"code":"throttled"}')],
    ["a broken connection", null, (request) => request.socket.destroy()],
    [
      "half of an answer",
      null,
      (request, response) => response.write('{"id":1,', () => request.socket.destroy()),
    ],
    ["silence", null, () => {}],
  ])("never takes %s for nobody", async (_, status, listener) => {
    const { user } = createLatchkey({ url: await listen(listener), timeout: 300 });
    const error: unknown = await user(new Headers({ Cookie: "a=b" })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LatchkeyError);
    expect(error).toMatchObject({ status });
  });

  it("never takes a Latchkey that has stopped, or whose database has, for nobody", async () => {
    const headers = new Headers({ Cookie: "sessionid=x", Authorization: "Bearer x.y.z" });
    let url = "";
    await withServer({}, async (server) => {
      url = server.url;
      expect(await createLatchkey({ url }).user(headers)).toBeNull();
    });
    await expect(createLatchkey({ url }).user(headers)).rejects.toThrow(
      `Latchkey cannot be reached at ${url}`,
    );
  });
});

test("addresses lead people back, to the app's own origin where it has one", () => {
  const next = "/notes?of=me&x=%20#top";
  const encoded = encodeURIComponent(next);
  const beside = createLatchkey({ url: "http://127.0.0.1:8000/", publicUrl: "" });
  expect(beside.signInUrl(next)).toBe(`/signin?next=${encoded}`);
  const apart = createLatchkey({ url: "https://auth.example.com", appUrl: "https://app.example.com/" });
  const address = encodeURIComponent("https://app.example.com/notes");
  expect(apart.signInUrl("/notes")).toBe(`https://auth.example.com/signin?next=${address}`);
  expect(apart.signUpUrl("https://app.example.com/notes")).toBe(
    `https://auth.example.com/signup?next=${address}`,
  );
  expect(apart.signOutUrl("/notes")).toBe(`https://auth.example.com/user/signout?next=${address}`);
});

test("cookies of ours are known under their defaults, with prefixes, and under names that are given", () => {
  const latchkey = createLatchkey({ url: "http://x" });
  const brings = (cookie: string, { bringsCredential } = latchkey) => bringsCredential({ cookie });
  expect(brings("theme=dark; _ga=sessionid=1")).toBe(false);
  expect(brings("theme=dark;  __Host-sessionid=x")).toBe(true);
  expect(brings("__Secure-latchkey_refresh=x")).toBe(true);
  expect(brings("access_token=x; theme=dark")).toBe(true);
  const renamed = createLatchkey({ url: "http://x", cookies: ["sid", "at"] });
  expect(brings("sessionid=x; access_token=y", renamed)).toBe(false);
  expect(brings("__Secure-at=x", renamed)).toBe(true);
  expect(latchkey.bringsCredential({})).toBe(false);
  expect(latchkey.bringsCredential({ authorization: "Bearer x" })).toBe(true);
});
