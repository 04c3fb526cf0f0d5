import { readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { KEPT_PAGE } from "@/lib/http/page_headers";
import { readSettings } from "@/lib/settings/read";
import { sendRaw } from "@/lib/testing/raw_request";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { KEPT_PATHS, keptPages } from "./kept_pages";
import { createHttpServer, listen } from "./listen";
import { type Pages, pageListener } from "./page_requests";
import { refuser } from "./refuse";
import { pageRenderer } from "./render_page";

const settings = readSettings({ ...TEST_SETTINGS, DATABASE_URL: "file:unused", AUTH_COOKIE: "at" });
const PAGES = ["/", "/session/signin", "/account"];

/** What was asked of what stands in for Next.js: the path, and the language of a page that is to be kept. */
let asked: string[];
/** Answers in its place. */
let render: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
let server: { url: string; stop(): Promise<void> };

function renderWell({ url, headers }: IncomingMessage, outgoing: ServerResponse): void {
  const language = headers["accept-language"] ?? "none";
  outgoing.writeHead(url === "/_not-found" ? 404 : 200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "private, no-store",
    "permissions-policy": "camera=()",
    vary: "rsc, Accept-Encoding",
  });
  outgoing.end(`<html lang="${language}"><script>run()</script>${"text ".repeat(999)}</html>`);
}

beforeEach(async () => {
  asked = [];
  render = renderWell;
  const next: Pages = {
    has: (path) => PAGES.includes(path),
    listener(incoming, outgoing) {
      const { url, headers } = incoming;
      asked.push(KEPT_PAGE in headers ? `${headers["accept-language"]} ${url}` : `${url}`);
      render(incoming, outgoing);
    },
  };
  const pages = keptPages(next, pageRenderer(next.listener, "x"), settings);
  const answer = pageListener(pages, refuser(settings));
  const http = createHttpServer(
    (incoming, outgoing) => answer((incoming.url ?? "").split("?")[0] ?? "", incoming, outgoing),
    settings,
    1,
  );
  server = { url: `http://127.0.0.1:${await listen(http.server, "127.0.0.1", 0)}`, stop: http.stop };
});
afterEach(() => server.stop());

const ask = (line: string, ...headers: readonly string[]) =>
  sendRaw(
    server.url,
    [`${line} HTTP/1.1`, "Host: x", "Accept: text/html", ...headers, "Connection: close", "", ""].join(
      "\r\n",
    ),
  );

describe("a page that holds nothing personal", () => {
  test("is rendered once in each of two languages, whatever cookies and headers ask for", async () => {
    const languages = ["en", "ko", "ko-KR,ko;q=0.9", "fr", "*", "x".repeat(600), ""];
    for (const language of languages) {
      await ask("GET /", `Accept-Language: ${language}`);
      for (const chosen of ["en", "ko", "fr", ""])
        await ask("GET /", `Accept-Language: ${language}`, `Cookie: other=1; django_language=${chosen}`);
    }
    expect(asked).toEqual(["en /", "ko /"]);
    expect((await ask("GET /", "Cookie: django_language=ko", "Accept-Language: en")).body).toContain(
      'lang="ko"',
    );
  });

  test("is rendered once for all who ask for it at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask("GET /session/signin")));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(asked).toEqual(["en /session/signin"]);
  });

  test("has the headers of a rendered one, and a policy that allows its own scripts", async () => {
    const { status, headers } = await ask("GET /", "Accept-Encoding: gzip, br");
    expect([status, Object.fromEntries(headers)]).toMatchObject([
      200,
      {
        "content-type": "text/html; charset=utf-8",
        "content-encoding": "br",
        "cache-control": "private, no-cache",
        "permissions-policy": "camera=()",
        "x-frame-options": "DENY",
        vary: "rsc, Accept-Encoding, Accept-Language, Cookie",
        etag: expect.stringMatching(/^"[\w-]{22}-br"$/),
        "content-security-policy": expect.stringMatching(
          /; script-src 'self' 'sha256-[\w+/]{43}='; style-src 'self';/,
        ),
      },
    ]);
  });

  test("is the same in every encoding", async () => {
    const plain = await ask("GET /");
    const bytes = async (encoding: string) =>
      Buffer.from((await ask("GET /", `Accept-Encoding: ${encoding}`)).body, "latin1");
    expect(brotliDecompressSync(await bytes("br")).toString()).toBe(plain.body);
    expect(gunzipSync(await bytes("gzip")).toString()).toBe(plain.body);
  });

  test("is answered without its text to HEAD, and to whoever has it", async () => {
    const whole = await ask("GET /", "Accept-Encoding: br");
    const head = await ask("HEAD /", "Accept-Encoding: br");
    expect([head.status, head.body]).toEqual([200, ""]);
    const timeless = (headers: Headers) => ({ ...Object.fromEntries(headers), date: "" });
    expect(timeless(head.headers)).toEqual(timeless(whole.headers));
    const etag = whole.headers.get("etag");
    for (const tag of [etag, `"other", W/${etag}`, "*"]) {
      const again = await ask("GET /", "Accept-Encoding: br", `If-None-Match: ${tag}`);
      expect([again.status, again.body]).toEqual([304, ""]);
      const ofText = /^content-(type|encoding|length)$/;
      const others = Object.entries(timeless(whole.headers)).filter(([name]) => !ofText.test(name));
      expect(timeless(again.headers)).toEqual(Object.fromEntries(others));
    }
    expect((await ask("GET /", "Accept-Encoding: gzip", `If-None-Match: ${etag}`)).status).toBe(200);
    expect((await ask("GET /", "Accept-Encoding: br", 'If-None-Match: "other"')).status).toBe(200);
  });

  test("that says that nothing is there is one for all paths and queries, and is never unchanged", async () => {
    const { status, headers } = await ask("GET /nope?a=b");
    expect(status).toBe(404);
    expect((await ask("GET /more/nope", `If-None-Match: ${headers.get("etag")}`)).status).toBe(404);
    expect(asked).toEqual(["en /_not-found"]);
  });
});

describe("a page is rendered for its visitor", () => {
  test.each([
    ["GET /?next=/account"],
    ["GET /?"],
    ["GET /account"],
    ["GET /", "RSC: 1"],
    ["GET /", "Next-Router-Prefetch: 1"],
    ["GET /", "Cookie: django_language=ko; sessionid=x"],
    ["GET /", "Cookie: sessionid="],
    ["GET /", "Cookie: __Host-sessionid=x"],
    ["GET /", "Cookie: at=x"],
    ["GET /", "Cookie: a=b;\tat_refresh = x"],
    ["GET /nope", "Cookie: __Secure-at=x"],
  ])("%s %s", async (line, ...headers) => {
    await ask(line);
    asked = [];
    for (let time = 0; time < 2; time += 1)
      expect((await ask(line, ...headers)).headers.get("cache-control")).toBe("private, no-store");
    const path = line.includes("nope") ? "/_not-found" : line.split(" ")[1];
    expect(asked).toEqual([path, path]);
  });

  test("a header of a caller's does not ask for a page without a nonce", async () => {
    await ask("GET /account", `${KEPT_PAGE}: 1`);
    expect(asked).toEqual(["/account"]);
  });
});

describe("what could not be rendered is not kept, and answered as if it was not asked for", () => {
  test.each<[string, typeof render]>([
    ["a failure", (_, outgoing) => outgoing.writeHead(503).end("busy")],
    ["another status", (_, outgoing) => outgoing.writeHead(404).end("busy")],
    ["a connection that is cut", (_, outgoing) => outgoing.destroy()],
    [
      "half a page",
      (_, outgoing) =>
        outgoing.writeHead(200, { "content-length": 9 }).write("half", () => outgoing.destroy()),
    ],
    ["a cookie", (_, outgoing) => outgoing.writeHead(200, { "set-cookie": "a=b" }).end("personal")],
  ])("%s", async (_what, fail) => {
    const answerAfterFailing: typeof render = (incoming, outgoing) =>
      KEPT_PAGE in incoming.headers
        ? fail(incoming, outgoing)
        : outgoing.writeHead(500, { "content-length": 7 }).end("as ever");
    render = answerAfterFailing;
    expect(await ask("GET /")).toMatchObject({ status: 500, body: "as ever" });
    expect(asked).toEqual(["en /", "/"]);
    render = renderWell;
    expect((await ask("GET /")).status).toBe(200);
    expect((await ask("GET /")).status).toBe(200);
    expect(asked).toEqual(["en /", "/", "en /"]);
  });
});

test("every page is kept but those that a credential decides", () => {
  const pages = readdirSync("app/(pages)", { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|\/)page\.tsx$/.test(name))
    .map((name) => `/${name}`.replace(/\/page\.tsx$/, "") || "/");
  const own = pages.filter((page) => !KEPT_PATHS.has(page));
  expect(own.sort()).toEqual([
    "/account",
    "/account/browser",
    "/account/signins",
    "/admin",
    "/admin/users/[id]",
    "/email/verify",
    "/jwt/refresh",
    "/jwt/totp",
    "/lab",
    "/password_reset/new",
    "/session/totp",
  ]);
  expect([...KEPT_PATHS.keys()].filter((page) => !pages.includes(page))).toEqual(["/_not-found"]);
});
