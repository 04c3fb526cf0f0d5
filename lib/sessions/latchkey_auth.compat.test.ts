import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Browser, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { canDjangoUse, type DjangoServer, serveDjango, startDjango } from "@/lib/testing/django/project";
import { freePort } from "@/lib/testing/free_port";
import { newName, PASSWORD, signOut, signUpForTokens, type Tokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

const isMissing = !canDjangoUse("file:") && !process.env.CI;
const MIDDLEWARE = [
  "django.contrib.sessions.middleware.SessionMiddleware",
  "django.middleware.common.CommonMiddleware",
  "django.middleware.csrf.CsrfViewMiddleware",
  "django.contrib.auth.middleware.AuthenticationMiddleware",
  "django.contrib.messages.middleware.MessageMiddleware",
  "latchkey_auth.LatchkeyMiddleware",
];
const CSRF = "a".repeat(32);

describe.skipIf(isMissing)("latchkey_auth.py in a real Django", { timeout: 120_000 }, () => {
  let latchkey: TestServer;
  /** In front of Latchkey: what Django sends there, and what the test has it answer instead. */
  let front: Server;
  let seen: IncomingHttpHeaders[] = [];
  let instead: { readonly status: number; readonly body: string; readonly location?: string } | null = null;
  let django: DjangoServer;
  let name: string;
  let browser: Browser;

  beforeAll(async () => {
    latchkey = await startTestServer(
      { SESSION_COOKIE_NAME: "latchkey_session", THROTTLE: "false" },
      { clock: TestClock.running() },
    );
    front = await startFront();
    const { port } = front.address() as AddressInfo;
    django = await startProject(`http://127.0.0.1:${port}`);
  });
  afterAll(async () => {
    await django.stop();
    front.close();
    await latchkey.close();
  });
  beforeEach(async () => {
    seen = [];
    instead = null;
    name = newName();
    browser = await signUpForSession(latchkey, name);
  });

  async function startProject(latchkeyUrl: string, more = {}): Promise<DjangoServer> {
    const settings = { ROOT_URLCONF: "latchkey_urls", LATCHKEY_URL: latchkeyUrl, MIDDLEWARE, ...more };
    const options = { shape: "joined", ...place(), settings } as const;
    const process = startDjango({ ...options, settings: {} });
    await process.call("manage", "migrate", "--fake-initial");
    await process.stop();
    return serveDjango(options, { PYTHONPATH: path.join(import.meta.dirname, "../../docs/django") });
  }

  async function startFront(): Promise<Server> {
    const server = createServer(async (request, response) => {
      seen.push(request.headers);
      if (instead !== null) {
        const { status, body, location } = instead;
        return response.writeHead(status, location === undefined ? {} : { Location: location }).end(body);
      }
      const { host: _, ...headers } = request.headers;
      const answer = await send(latchkey, request.url ?? "", { headers });
      response.writeHead(answer.status).end(JSON.stringify(answer.body));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
  }

  function place() {
    const { databaseUrl: url, secretKeys } = latchkey.settings;
    return { url, secretKey: secretKeys[0] };
  }

  const cookie = () => [...browser.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
  const ask = (address: string, headers: Record<string, string> = {}, method = "GET", target = django) =>
    fetch(target.url + address, { method, headers });
  const bearer = ({ access }: Tokens) => ({ Authorization: `Bearer ${access}` });
  const nameAt = async (address: string, headers: Record<string, string>) =>
    ((await (await ask(address, headers)).json()) as { name: string }).name;

  test("knows who has a session of Latchkey's, in DRF's views and in plain ones", async () => {
    const answer = await ask("/api/", { Cookie: cookie() });
    expect(await answer.json()).toEqual({ name, by: "LatchkeyAuthentication" });
    expect(answer.headers.get("vary")).toMatch(/Cookie/);
    expect(await nameAt("/page/", { Cookie: cookie() })).toBe(name);
  });

  test("knows who sends a token", async () => {
    const someone = newName();
    const tokens = await signUpForTokens(latchkey, someone);
    expect(await nameAt("/api/", bearer(tokens))).toBe(someone);
    expect(await nameAt("/page/", bearer(tokens))).toBe(someone);
    // A header decides, whatever cookies come with it.
    expect(await nameAt("/api/", { ...bearer(tokens), Cookie: cookie() })).toBe(someone);
  });

  test("asks once for a request, and not for one that has no credentials or a view that needs no user", async () => {
    await ask("/api/", { Cookie: cookie() });
    expect(seen).toHaveLength(1);
    await ask("/api/");
    await ask("/page/", { Cookie: "other=1", Authorization: "Basic a2ltOnB3" });
    await ask("/public/", { Cookie: cookie() });
    expect(seen).toHaveLength(1);
    // Whom Latchkey does not know, the class and then the middleware ask for.
    await ask("/api/", { Cookie: "latchkey_session=forged" });
    expect(seen).toHaveLength(2);
  });

  test("sends Latchkey its own cookies alone", async () => {
    await ask("/api/", { Cookie: `sessionid=djangos; a="b=c"; ${cookie()}; csrftoken=${CSRF}` });
    const tokens = await signUpForTokens(latchkey);
    await ask("/api/", { ...bearer(tokens), Cookie: cookie() });
    expect(seen.map((headers) => headers.cookie)).toEqual([cookie(), undefined]);
  });

  describe("nobody is signed in any more", () => {
    const expectNobody = async (headers: Record<string, string>) => {
      const answer = await ask("/api/", headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="api"');
      expect(await nameAt("/page/", headers)).toBe("");
    };

    test("after a sign-out, at once", async () => {
      const before = { Cookie: cookie() };
      expect((await ask("/api/", before)).status).toBe(200);
      await browser.post("/user/session_signout");
      await expectNobody(before);
      const tokens = await signUpForTokens(latchkey);
      await signOut(latchkey, tokens.refresh);
      await expectNobody(bearer(tokens));
    });

    test("after the user is deactivated", async () => {
      await latchkey.sql`UPDATE auth_user SET is_active = ${false} WHERE username = ${name}`;
      await expectNobody({ Cookie: cookie() });
    });

    test("after the password is changed elsewhere", async () => {
      const before = { Cookie: cookie() };
      const change = { old_password: PASSWORD, new_password: "another horse, another battery" };
      expect((await browser.post("/user/password_change", change)).status).toBe(204);
      await expectNobody(before);
      // The browser that changed it goes on with its new cookie.
      expect(await nameAt("/page/", { Cookie: cookie() })).toBe(name);
    });

    test("by a cookie or token that is none", async () => {
      await expectNobody({ Cookie: "latchkey_session=forged" });
      await expectNobody({ Authorization: "Bearer forged" });
      await expectNobody({ Authorization: "Bearer " });
      // Where anybody may come, a bad token is still said to be one, and a cookie that has expired is none.
      expect((await ask("/api/open/", { Authorization: "Bearer forged" })).status).toBe(401);
      expect((await ask("/api/open/", { Cookie: "latchkey_session=forged" })).status).toBe(200);
    });

    test("whatever Latchkey says, where Django has the user as inactive", async () => {
      const { body } = await browser.get("/user/me");
      await latchkey.sql`UPDATE auth_user SET is_active = ${false} WHERE username = ${name}`;
      instead = { status: 200, body: JSON.stringify(body) };
      await expectNobody({ Cookie: cookie() });
    });
  });

  test("a cookie alone changes nothing: Django's CSRF token has to come with it", async () => {
    const both = { Cookie: `${cookie()}; csrftoken=${CSRF}` };
    expect((await ask("/api/", { ...both, Origin: "https://evil.example" }, "POST")).status).toBe(403);
    expect((await ask("/api/", both, "POST")).status).toBe(403);
    expect((await ask("/page/", both, "POST")).status).toBe(403);
    const right = { ...both, "X-CSRFToken": CSRF };
    expect((await ask("/api/", right, "POST")).status).toBe(200);
    expect((await ask("/page/", right, "POST")).status).toBe(200);
    // No page of another site can send a token in a header without being asked first.
    expect((await ask("/api/", bearer(await signUpForTokens(latchkey)), "POST")).status).toBe(200);
  });

  test("credentials follow no redirect", async () => {
    const { port } = front.address() as AddressInfo;
    instead = { status: 302, body: '{"id": 1}', location: `http://127.0.0.1:${port}/user/me` };
    expect((await ask("/api/", { Cookie: cookie() })).status).toBe(503);
    expect(seen).toHaveLength(1);
  });

  test.each([
    ["an error", 500, "{}"],
    ["a refusal for a while", 503, "{}"],
    ["what is no JSON", 200, "<html>"],
    ["what is no user", 200, "[]"],
    ["an empty object", 200, "{}"],
  ])("while Latchkey answers %s, nobody is taken for signed out: 503", async (_, status, body) => {
    instead = { status, body };
    for (const address of ["/api/", "/page/"]) {
      const answer = await ask(address, { Cookie: cookie() });
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("5");
    }
    expect((await ask("/public/", { Cookie: cookie() })).status).toBe(200);
    expect((await ask("/page/")).status).toBe(200);
  });

  test.each([
    ["of nobody here", "4711"],
    ["of another type", '"0ca6a2b1-58a6-4b50-a0ab-30b4a1f3a9a4"'],
    ["out of range", "9".repeat(30)],
  ])("a key %s signs nobody in", async (_, id) => {
    instead = { status: 200, body: `{"id": ${id}}` };
    expect((await ask("/api/", { Cookie: cookie() })).status).toBe(401);
  });

  test("while Latchkey is down: 503", async () => {
    const down = await startProject(`http://127.0.0.1:${await freePort()}`);
    try {
      expect((await ask("/api/", { Cookie: cookie() }, "GET", down)).status).toBe(503);
      expect((await ask("/page/", { Cookie: cookie() }, "GET", down)).status).toBe(503);
      expect((await ask("/page/", {}, "GET", down)).status).toBe(200);
    } finally {
      await down.stop();
    }
  });

  test("Django alone knows permissions, and takes no password, with SignInAtLatchkey", async () => {
    await latchkey.sql`UPDATE auth_user SET is_superuser = ${true} WHERE username = ${name}`;
    const taking = await startTestServer(
      { SESSION_COOKIE_NAME: "latchkey_session", DJANGO_SESSION_COOKIE: "sessionid" },
      { beside: latchkey },
    );
    const readOnly = await startProject(taking.url, {
      AUTHENTICATION_BACKENDS: ["latchkey_auth.SignInAtLatchkey"],
      LATCHKEY_COOKIES: ["latchkey_session", "sessionid"],
    });
    const signInAt = (target: DjangoServer) =>
      fetch(`${target.url}/token/`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ username: name, password: "by Django" }),
      });
    try {
      const answer = await ask("/page/", { Cookie: cookie() }, "GET", readOnly);
      expect(await answer.json()).toMatchObject({ name, permissions: expect.toSatisfy((n) => n > 10) });
      const process = startDjango({ shape: "joined", ...place() });
      await process.call("set_password", name, "by Django");
      const session = await process.call("log_in", name, "by Django");
      await process.stop();
      // Of a session that Django began only Latchkey knows any more whose it is.
      const djangos = await ask("/page/", { Cookie: `sessionid=${session}` }, "GET", readOnly);
      expect(await djangos.json()).toMatchObject({ name });
      expect((await signInAt(django)).status).toBe(200);
      expect((await signInAt(readOnly)).status).toBe(401);
    } finally {
      await readOnly.stop();
      await taking.close();
    }
  });

  test("a session of Django's own goes on beside it", async () => {
    const process = startDjango({ shape: "joined", ...place() });
    await process.call("set_password", name, PASSWORD);
    const session = await process.call("log_in", name, PASSWORD);
    await process.stop();
    expect(await nameAt("/page/", { Cookie: `sessionid=${session}; latchkey_session=gone` })).toBe(name);
    expect(await nameAt("/page/", { Cookie: `sessionid=${session}` })).toBe(name);
    const other = await signUpForSession(latchkey);
    const theirs = [...other.cookies].map((pair) => pair.join("=")).join("; ");
    expect(await nameAt("/page/", { Cookie: `sessionid=${session}; ${theirs}` })).not.toBe(name);
  });
});
