import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendRaw } from "@/lib/testing/raw_request";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import type { Pages } from "./page_requests";

interface Passed {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly rawHeaders: readonly string[];
}

let server: TestServer;
/** The requests that were passed on to what renders pages. */
const passed: Passed[] = [];
const pages: Pages = {
  has: (path) => path === "/" || path === "/account",
  listener({ method, url, headers, rawHeaders }, outgoing) {
    passed.push({ method, url, headers, rawHeaders });
    outgoing.writeHead(200).end("page");
  },
};

beforeAll(async () => {
  server = await startTestServer({ APP_ORIGIN: "https://latchkey.example" }, { pages });
});
afterAll(() => server.close());
beforeEach(() => void passed.splice(0));

const HTML = "Accept: text/html,*/*";

/** Sends a request line, headers and a body; a Host and the end of the connection are added. */
function ask(line: string, headers: readonly string[] = [], body = "") {
  const host = headers.some((header) => header.startsWith("Host:")) ? [] : ["Host: latchkey.example"];
  return sendRaw(
    server.url,
    [`${line} HTTP/1.1`, ...host, ...headers, "Connection: close", "", body].join("\r\n"),
  );
}

describe("pages get", () => {
  test.each([
    "GET /",
    "HEAD /",
    "GET /account?next=/",
    "GET /account/",
    "GET /latchkey/_next/static/chunks/a-b_c.1~x.js",
  ])("%s", async (line) => {
    expect((await ask(line)).status).toBe(200);
    const [method, url] = line.split(" ");
    expect(passed).toMatchObject([{ method, url }]);
  });

  test("no header that Next.js sends itself, or that names a server action", async () => {
    const internal = ["X-Middleware-Subrequest: a", "X-Nextjs-Data: 1", "Next-Action: x", "Next-Resume: 1"];
    const platform = [
      "X-Matched-Path: /x",
      "X-Invoke-Path: /x",
      "X-Forwarded-Host: evil.example",
      "Purpose: prefetch",
    ];
    await ask("GET /", [HTML, "Cookie: a=b", "RSC: 1", "Next-Url: /", ...internal, ...platform]);
    expect(Object.keys(passed[0]?.headers ?? {})).toEqual([
      "host",
      "accept",
      "cookie",
      "rsc",
      "next-url",
      "connection",
    ]);
    expect(passed[0]?.rawHeaders).toHaveLength(12);
  });

  test("what the browser has of a page already, unless it cannot be read", async () => {
    const tree = [
      "",
      { children: ["(pages)", { children: ["__PAGE__", {}, null, "refetch"] }] },
      null,
      null,
      16,
    ];
    const good = encodeURIComponent(JSON.stringify(tree));
    const deep = `${'["",{"a":'.repeat(60)}["",{}]${"}]".repeat(60)}`;
    for (const state of [good, "%ZZ", "[1]", '{"a":1}', '["",{"a":1}]', '["x",{},1]', deep])
      await ask("GET /", ["RSC: 1", `Next-Router-State-Tree: ${state}`]);
    expect(passed.map(({ headers }) => headers["next-router-state-tree"])).toEqual([
      good,
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });

  test("the address of the page that says so, where a browser opens a path without one", async () => {
    for (const path of [
      "/nope",
      "/user/nope",
      "/api",
      "/_next/image?url=/x%0A{}",
      "//evil.example/",
      "/_not-found",
    ])
      await ask(`GET ${path}`, [HTML]);
    expect(new Set(passed.map(({ url }) => url))).toEqual(new Set(["/_not-found"]));
    expect(passed).toHaveLength(6);
  });
});

describe("a target is understood", () => {
  test("without a Host where HTTP/1.0 needs none", async () => {
    for (const target of ["/healthz", "/account"]) {
      const answer = await sendRaw(server.url, `GET ${target} HTTP/1.0\r\n\r\n`);
      expect([target, answer.status]).toEqual([target, 200]);
    }
    expect(passed).toMatchObject([{ url: "/account", headers: { host: "latchkey.example" } }]);
  });

  test("in absolute form, whose host wins over the header", async () => {
    const statuses = [];
    for (const target of [
      "http://other.example/healthz",
      "HTTPS://other.example:8443/account?a=b",
      "http://[::1]",
    ])
      statuses.push((await ask(`GET ${target}`)).status);
    expect(statuses).toEqual([200, 200, 200]);
    expect(passed).toMatchObject([
      { url: "/account?a=b", headers: { host: "other.example:8443" } },
      { url: "/", headers: { host: "[::1]" } },
    ]);
  });

  test("and so are the first requests of health checks, one of them with an empty Host", async () => {
    const checks = [
      "OPTIONS / HTTP/1.0\r\n\r\n",
      "HEAD /healthz HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
    ];
    for (const check of checks) expect((await sendRaw(server.url, check)).status).toBe(200);
  });
});

test("a body that comes with an offered upgrade is read, as is the next request on the connection", async () => {
  const body = '{"token":"x"}';
  const offer = [
    "Connection: Upgrade, HTTP2-Settings",
    "Upgrade: h2c",
    "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
  ];
  const post = ["POST /user/jwt_verify HTTP/1.1", "Host: x", "Content-Type: application/json", ...offer];
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write([...post, `Content-Length: ${body.length}`, "", body].join("\r\n"));
  expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1\.1 401 .*token_not_valid/s);
  socket.write(["GET /healthz HTTP/1.1", "Host: x", ...offer, "", ""].join("\r\n"));
  expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1\.1 200 .*"ok"/s);
  socket.destroy();
});

describe("the server answers by itself", () => {
  test.each([
    ["a program at a path without a page", "GET /nope", 404, "not_found"],
    ["image optimization", "GET /_next/image?url=/icon.svg&w=64&q=75", 404, "not_found"],
    ["a data route", "GET /_next/data/build/index.json", 404, "not_found"],
    ["a way out of the static files", "GET /latchkey/_next/static/../../package.json", 404, "not_found"],
    ["escapes in a static file's name", "GET /latchkey/_next/static/%2e%2e/x", 404, "not_found"],
    ["a form that posts to a page", "POST /account", 405, "method_not_allowed"],
    ["TRACE on a page", "TRACE /", 405, "method_not_allowed"],
    ["TRACE on an endpoint", "TRACE /user/jwt_signin", 405, "method_not_allowed"],
    ["a method of WebDAV", "PROPFIND /", 405, "method_not_allowed"],
    ["CONNECT", "CONNECT example.com:443", 405, "method_not_allowed"],
    ["GET *", "GET *", 400, "parse_error"],
    ["a target that is no path", "GET http://user@example.com/", 400, "parse_error"],
  ])("%s", async (_what, line, status, code) => {
    const answer = await ask(line);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([status, code]);
    expect(answer.headers.has("allow")).toBe(status === 405);
    expect(passed).toEqual([]);
  });

  test.each(["OPTIONS *", "OPTIONS /", "OPTIONS /account"])("%s", async (line) => {
    const answer = await ask(line);
    expect([answer.status, answer.headers.get("allow")]).toEqual([200, "GET, HEAD, OPTIONS"]);
    expect(passed).toEqual([]);
  });

  test("a page's body, where it is large or of unknown length", async () => {
    const large = "x".repeat(64 * 1024 + 1);
    const answers = [
      await ask("GET /", [HTML, `Content-Length: ${large.length}`], large),
      await ask("GET /", ["Transfer-Encoding: chunked"], "3\r\nabc\r\n0\r\n\r\n"),
      await ask("POST /", [`Content-Length: ${large.length}`], large),
      await ask("POST /nope", [HTML, `Content-Length: ${large.length}`], large),
    ];
    expect(answers.map(({ status }) => status)).toEqual([413, 413, 405, 404]);
    expect(passed).toEqual([]);
  });

  test.each([
    "POST /account",
    "POST /nope",
    "POST /user/jwt_signin",
    "DELETE /user/jwt_signin",
    "GET /healthz",
    "GET /",
  ])("%s with a body of 9 MB, and the answer arrives", async (line) => {
    const body = "x".repeat(9 * 1024 * 1024);
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const json = "Content-Type: application/json";
    const answers = [
      await ask(line, [json, `Content-Length: ${body.length}`], body),
      await ask(line, [json, "Transfer-Encoding: chunked"], chunked),
    ];
    const status =
      { "POST /user/jwt_signin": 413, "GET /": 413, "GET /healthz": 200, "POST /nope": 404 }[line] ?? 405;
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
  });

  test("in the language and the form that are asked for", async () => {
    const page = await ask("POST /account", [HTML, "Accept-Language: ko", "Content-Length: 0"]);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(Buffer.from(page.body, "latin1").toString()).toMatch(/lang="ko".*메소드/);
  });

  test("before it asks for a large body that nobody would read", async () => {
    const expected = ["Expect: 100-continue", `Content-Length: ${9 * 1024 * 1024}`];
    expect((await ask("POST /", expected)).status).toBe(405);
    expect((await ask("POST /user/jwt_signin", ["Content-Type: application/json", ...expected])).status).toBe(
      413,
    );
  });
});

test("an answer of Next.js's own, a failure too, carries the headers that it does not set itself", async () => {
  const own = { "Content-Security-Policy": "default-src 'self'", "X-Frame-Options": "SAMEORIGIN" };
  const ways: Pages["listener"][] = [
    (_, outgoing) => outgoing.writeHead(500, own).end("failed"),
    (_, outgoing) => outgoing.writeHead(500, Object.entries(own).flat()).end("failed"),
    (_, outgoing) => outgoing.writeHead(500, "Failed", own).end(),
    (_, outgoing) => {
      outgoing.setHeaders(new Map(Object.entries(own)));
      outgoing.statusCode = 500;
      outgoing.end("failed");
    },
  ];
  for (const listener of ways) {
    const failing = await startTestServer({}, { pages: { has: () => true, listener } });
    const { status, headers } = await sendRaw(
      failing.url,
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    await failing.close();
    expect(status).toBe(500);
    expect(
      [...headers].filter(([name]) => !/^(date|connection|transfer-encoding|content-length)$/.test(name)),
    ).toEqual([
      ["content-security-policy", "default-src 'self'"],
      ["cross-origin-opener-policy", "same-origin"],
      ["referrer-policy", "same-origin"],
      ["x-content-type-options", "nosniff"],
      ["x-frame-options", "SAMEORIGIN"],
    ]);
  }
});

describe("bytes that are no request are refused with the headers of every answer", () => {
  test.each([
    ["no HTTP", "\u0016\u0003\u0001\r\n\r\n", 400],
    ["an unknown method", "FOO / HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["headers beyond the limit", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
    ["no Host", "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    ["a Host that is none", "GET / HTTP/1.1\r\nHost: ???\r\nConnection: close\r\n\r\n", 400],
    [
      "a Host that is none, at an endpoint",
      "GET /healthz HTTP/1.1\r\nHost: ???\r\nConnection: close\r\n\r\n",
      400,
    ],
  ])("%s", async (_what, bytes, status) => {
    const answer = await sendRaw(server.url, bytes);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([status, "parse_error"]);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(passed).toEqual([]);
  });
});
