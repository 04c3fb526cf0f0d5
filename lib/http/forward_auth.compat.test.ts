import { type OutgoingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/commands/parse_env.js";
import { type Browser, signUpForSession } from "@/lib/testing/browser";
import { type Answer, type Sent, send } from "@/lib/testing/client";
import { type EchoApp, startEchoApp } from "@/lib/testing/echo_app";
import { blockOf, isMissing, type RunningProxy, startCaddy, startNginx } from "@/lib/testing/proxy";
import { newName } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { addToGroups, createGroupTables } from "@/lib/testing/store/group_tables";

const DOCUMENT = "docs/forward-auth.md";
const SITE = "app.example.com";
const APP = `http://${SITE}`;
const AUTH = "https://auth.example.com";
const SESSION = "__Secure-sessionid";
const EVIL = "https://evil.example";
/** The document's, but that the proxies of the tests are reached by plain HTTP. */
const SETTINGS = {
  ...Object.fromEntries(parseEnv(blockOf(DOCUMENT, "settings")).values),
  DEBUG: "false",
  ALLOWED_REDIRECT_ORIGINS: APP,
};

let server: TestServer;
let app: EchoApp;
beforeAll(async () => {
  server = await startTestServer(SETTINGS, { prepare: createGroupTables });
  app = await startEchoApp();
});
afterAll(async () => {
  await app.close();
  await server.close();
});

/** The document's configuration, in front of a server and the app. */
function startProxy(program: "nginx" | "caddy", { url }: TestServer, block: string = program) {
  const text = blockOf(DOCUMENT, block);
  const addresses = { "127.0.0.1:8000": new URL(url).host, "127.0.0.1:3000": app.host };
  return program === "nginx" ? startNginx(text, addresses) : startCaddy(text, SITE, addresses);
}

const cookieOf = ({ cookies }: Browser) => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

describe.each(["nginx", "caddy"] as const)("behind %s", (program) => {
  describe.skipIf(isMissing(program))("(left out where it is not installed)", () => {
    let proxy: RunningProxy;
    let browser: Browser;
    let username: string;
    let id: string;
    beforeAll(async () => {
      proxy = await startProxy(program, server);
      username = newName();
      browser = await signUpForSession(server, username);
      expect([...browser.cookies.keys()]).toContain(SESSION);
      id = `${(await browser.get("/user/me")).body?.id}`;
      await addToGroups(server.sql, Number(id), ["Content editors", "운영"]);
    });
    afterAll(() => proxy.stop());

    const ask = (headers: OutgoingHttpHeaders = {}, path = "/reports?a=1&b=2", sent: Sent = {}) =>
      send(proxy, path, { ...sent, headers: { Host: SITE, ...headers } });
    const asUser = (headers: OutgoingHttpHeaders = {}, path?: string, sent?: Sent) =>
      ask({ Cookie: cookieOf(browser), ...headers }, path, sent);
    const received = ({ body }: Pick<Answer, "body">) => (body?.headers ?? []) as readonly [string, string][];
    /** What an app reads that takes `_` for `-`, as CGI and WSGI do, and `.`, as PHP does. */
    const identityIn = (answer: Pick<Answer, "body">) =>
      received(answer)
        .map(([name, value]) => [name.toLowerCase().replace(/[_.]/g, "-"), value])
        .filter(([name, value]) => name?.startsWith("remote-") && value !== "")
        .sort();
    const identity = () => [
      ["remote-groups", "Content%20editors,%EC%9A%B4%EC%98%81"],
      ["remote-id", id],
      ["remote-user", username],
    ];

    test("the app is told who it is, once each, whatever the client forges", async () => {
      expect(identityIn(await asUser())).toEqual(identity());
      const forgeries: OutgoingHttpHeaders[] = [
        {
          "Remote-User": "root",
          "Remote-Id": "1",
          "Remote-Email": "root@example.com",
          "Remote-Groups": "admins",
        },
        { "Remote-User": ["root", "root"], "remote-email": ["a@b.example", "c@d.example"] },
        { "Remote.User": "root", "remote.email": "root@example.com" },
        { Remote_User: "root", remote_user: "root", REMOTE_EMAIL: "root@example.com" },
        { "remote-USER": "root", "Remote-Email": "" },
      ];
      for (const headers of forgeries) expect(identityIn(await asUser(headers))).toEqual(identity());
    });

    test("a header that Connection names does not reach the app; what was forged does not, either", async () => {
      const answer = await asUser({ Connection: "close, Remote-User", "Remote-User": "root" });
      expect([identity(), identity().slice(0, 2)]).toContainEqual(identityIn(answer));
    });

    test("the app gets its own cookies, and none of Latchkey's", async () => {
      const session = cookieOf(browser);
      const cookieThatReached = async (Cookie: string) =>
        received(await asUser({ Cookie })).find(([name]) => name.toLowerCase() === "cookie")?.[1] ?? "";
      for (const Cookie of [
        `a=1; ${session}; mysessionid=2`,
        `${session}; a=1; mysessionid=2`,
        `a=1; mysessionid=2; ${session}`,
        `a=1;${session};mysessionid=2`,
        `a=1; ${session}; __Secure-latchkey_access=x; mysessionid=2`,
      ]) {
        const reached = (await cookieThatReached(Cookie)).split(";").map((pair) => pair.trim());
        expect(reached.filter((pair) => pair !== "")).toEqual(["a=1", "mysessionid=2"]);
      }
      // What a sibling domain may have planted, and what comes where both have one host.
      for (const others of [
        `latchkey_access=x; ${session}; latchkey_access=y`,
        `__Host-latchkey_reset=z; ${session}`,
      ])
        expect(await cookieThatReached(`${others}; a=1; ${others}`)).not.toMatch(
          /(?<!my)sessionid|latchkey_/,
        );
    });

    test("signing out counts at once", async () => {
      const short = await signUpForSession(server);
      const headers = { Cookie: cookieOf(short) };
      expect((await ask(headers)).status).toBe(200);
      await short.post("/user/session_signout");
      expect((await ask({ ...headers, "Sec-Fetch-Mode": "cors" })).status).toBe(401);
    });

    test("a cookie of 4 KB, a body of 200 KB, any Accept and each method pass", async () => {
      const Cookie = `${cookieOf(browser)}; big=${"x".repeat(4000)}`;
      const body = "x".repeat(200_000);
      expect((await asUser({ Cookie }, "/", { method: "POST", body })).body).toMatchObject({
        method: "POST",
        length: body.length,
      });
      expect((await asUser({ Accept: "image/avif" })).body).toMatchObject({ url: "/reports?a=1&b=2" });
      for (const method of ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"])
        expect([method, (await asUser({}, "/", { method })).status]).toEqual([method, 200]);
    });

    test("somebody in a hundred groups with long names is let through", async () => {
      const many = await signUpForSession(server);
      const groups = Array.from({ length: 100 }, (_, index) =>
        `a group with a long name, ${index}`.padEnd(60, "."),
      );
      await addToGroups(server.sql, Number((await many.get("/user/me")).body?.id), groups);
      const answer = await ask({ Cookie: cookieOf(many) });
      const told = identityIn(answer).find(([name]) => name === "remote-groups")?.[1] ?? "";
      expect(told.split(",").map(decodeURIComponent).sort()).toEqual(groups.sort());
    });

    test("a refusal of the app's own is the app's", async () => {
      const { status, body } = await asUser({}, "/refused");
      expect([status, body?.url]).toEqual([401, "/refused"]);
    });

    test("nobody is signed in: a browser that opens a page is sent to sign in, all else is refused", async () => {
      for (const headers of [{}, { "Sec-Fetch-Mode": "navigate", Accept: "text/html" }]) {
        const { status, headers: answered } = await ask(headers);
        const next = encodeURIComponent(`${APP}/reports?a=1&b=2`);
        expect([status, answered.location]).toEqual([303, `${AUTH}/signin?next=${next}`]);
      }
      const refused: [OutgoingHttpHeaders, Sent][] = [
        [{ "Sec-Fetch-Mode": "cors" }, {}],
        [{ "X-Requested-With": "XMLHttpRequest" }, {}],
        [{ Origin: APP }, { method: "POST", body: "x" }],
        [{}, { method: "OPTIONS" }],
      ];
      for (const [headers, sent] of refused) expect((await ask(headers, "/", sent)).status).toBe(401);
    });

    test("an address with line breaks or two slashes leads nowhere else", async () => {
      for (const path of [
        "//evil.example/x",
        "/%0d%0aSet-Cookie:%20a=b",
        "/\\evil.example",
        "/%2f%2fevil.example",
        "/?next=//evil.example",
      ]) {
        const { status, headers, setCookies } = await ask({}, path);
        expect([path, status, setCookies]).toEqual([path, 303, []]);
        const { origin, pathname, searchParams } = new URL(`${headers.location}`);
        expect(origin + pathname).toBe(`${AUTH}/signin`);
        expect(new URL(searchParams.get("next") ?? APP).origin).toBe(APP);
      }
    });

    test("another website changes nothing, whatever the request says of itself", async () => {
      const post = async (headers: OutgoingHttpHeaders) =>
        (await asUser(headers, "/", { method: "POST", body: "x" })).status;
      const forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Method": "GET",
      };
      expect(await post({ Origin: EVIL })).toBe(403);
      expect(await post({ Origin: EVIL, ...forged })).toBe(403);
      expect(await post({ "Sec-Fetch-Site": "cross-site" })).toBe(403);
      expect(await post({ Origin: APP })).toBe(200);
      expect((await asUser({ Origin: EVIL, "Sec-Fetch-Site": "cross-site" })).status).toBe(200);
    });

    test("a WebSocket opens for the app's own page, with who it is; not for another website, nor for nobody", async () => {
      const own = await openSocket(proxy.url, { Cookie: cookieOf(browser), Origin: APP });
      expect([own.status, identityIn(own)]).toEqual([101, identity()]);
      expect((await openSocket(proxy.url, { Cookie: cookieOf(browser), Origin: EVIL })).status).toBe(403);
      expect((await openSocket(proxy.url, { Origin: APP, "Sec-Fetch-Mode": "websocket" })).status).toBe(401);
    });

    test("a session cookie that is renewed reaches the browser", async () => {
      await withServerBeside(
        server,
        { ...SETTINGS, SESSION_SAVE_EVERY_REQUEST: "true" },
        async (renewing) => {
          const block = program === "caddy" ? "caddy with cookies" : program;
          const before = await startProxy(program, renewing, block);
          try {
            const headers = { Host: SITE, Cookie: cookieOf(browser), "Remote-Email": "root@example.com" };
            const answer = await send(before, "/", { headers });
            expect([answer.status, identityIn(answer)]).toEqual([200, identity()]);
            expect(answer.setCookies).toEqual([expect.stringMatching(/; Domain=example.com; /)]);
            expect(answer.setCookies[0]?.split(SESSION)).toEqual(["", expect.stringMatching(/^=Fe26\.2\*/)]);
            const nobody = await send(before, "/", { headers: { Host: SITE } });
            expect([nobody.status, nobody.setCookies]).toEqual([303, []]);
          } finally {
            await before.stop();
          }
        },
      );
    });
  });
});

/** Asks for a WebSocket, and reads what the app sends on it. */
function openSocket(url: string, headers: OutgoingHttpHeaders): Promise<Pick<Answer, "status" | "body">> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      headers: {
        Host: SITE,
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        ...headers,
      },
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      incoming.resume();
      resolve({ status: incoming.statusCode ?? 0, body: null });
    });
    outgoing.on("upgrade", (incoming, socket, head) => {
      let text = head.toString();
      socket.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      socket.on("end", () => {
        socket.end();
        resolve({ status: incoming.statusCode ?? 0, body: JSON.parse(text) });
      });
    });
    outgoing.end();
  });
}
