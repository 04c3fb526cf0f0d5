import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { type RawAnswer, sendRaw } from "../lib/testing/raw_request";
import { DEVELOPMENT, type Running, start } from "./app";

const MEGABYTE = 1024 * 1024;
const BUILD = path.resolve(import.meta.dirname, "../.next");

test.describe("what nobody sends in good faith", () => {
  let folder: string;
  let app: Running;

  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "latchkey-hostile-"));
    app = await start({ ...DEVELOPMENT, DATABASE_URL: `file:${path.join(folder, "app.db")}` });
    // Next.js is loaded, and its pages rendered once.
    for (const page of PAGES) expect((await fetch(app.url + page)).status).toBe(200);
  });
  test.afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (line: string, headers: readonly string[] = [], body: Buffer | string = "") =>
    sendRaw(
      app.url,
      Buffer.concat([
        Buffer.from(
          [`${line} HTTP/1.1`, "Host: x", ...headers, "Connection: close", "", ""].join("\r\n"),
          "latin1",
        ),
        Buffer.from(body),
      ]),
    );

  test("large bodies at pages and unknown paths cost no memory", async () => {
    const body = Buffer.alloc(9 * MEGABYTE, "x");
    const send = async () => {
      const answers = PAGES.concat("/nope", "/user/nope").flatMap((page) =>
        ["GET", "POST", "PUT", "DELETE"].map((method) =>
          ask(`${method} ${page}`, ["Accept: text/html", `Content-Length: ${body.length}`], body),
        ),
      );
      return new Set((await Promise.all(answers)).map(({ status }) => status));
    };
    const refused = new Set([404, 405, 413]);
    expect(await send()).toEqual(refused);
    const before = residentMegabytes(app.pid);
    for (let round = 0; round < 2; round++) expect(await send()).toEqual(refused);
    expect(residentMegabytes(app.pid) - before).toBeLessThan(60);
  });

  test("no target, method or header makes a page fail", async () => {
    const printed = app.output().length;
    for (const [line, ...headers] of ODD) {
      const answer = await followed(ask, line, headers);
      expect(answer.status, `${line} ${headers}`).toBeGreaterThanOrEqual(200);
      expect(answer.status, `${line} ${headers}`).toBeLessThan(500);
    }
    expect(app.output().slice(printed)).toBe("");
  });

  test("every static file of the build is served", async () => {
    const files = readdirSync(path.join(BUILD, "static"), { recursive: true, withFileTypes: true }).filter(
      (file) => file.isFile(),
    );
    expect(files.length).toBeGreaterThan(15);
    for (const { parentPath, name } of files) {
      const target = `/latchkey/_next${path.join(parentPath, name).slice(BUILD.length)}`;
      expect((await ask(`HEAD ${target}`)).status, target).toBe(200);
    }
  });
});

const PAGES = ["/", "/account", "/session/signin", "/jwt/signup"];
const RSC = "RSC: 1";

/** Request lines, and headers. */
const ODD: readonly (readonly [string, ...string[]])[] = [
  ...["TRACE /", "PROPFIND /account", "OPTIONS *", "GET *", "CONNECT x:1", "QUERY /", "LINK /nope"].map(
    (line): [string] => [line],
  ),
  ["POST /", "Next-Action: 00", "Content-Type: text/plain", "Content-Length: 0"],
  ["POST /", "Content-Type: multipart/form-data; boundary=x", "Content-Length: 0"],
  ["GET /?%ZZ", "Accept: text/html"],
  ["GET /?__proto__=1&constructor[a]=1&__nextLocale=x&nxtPa=1&_rsc=%00", "Accept: text/html"],
  ["GET /session/signin?next=%00%FF&wrong=a.b&wrong=__proto__.x", "Accept: text/html"],
  ["GET /%ZZ", "Accept: text/html"],
  ["GET /%00", "Accept: text/html"],
  ["GET /..%2f..%2fpackage.json", "Accept: text/html"],
  ["GET //evil.example/", "Accept: text/html"],
  ["GET /latchkey/_next/static/%ZZ", "Accept: text/html"],
  ["GET /latchkey/_next/static/x.js", "Range: bytes=9-1"],
  ["GET /icon.svg", "Range: bytes=99999-", "If-Match: x"],
  ["GET /_next/image?url=/x%0A{%22a%22:1}&w=64&q=75", "Accept: text/html"],
  ["GET /", "Cookie: \xff=%ZZ; a; =; __prerender_bypass=x; __next_preview_data=y", "Accept: text/html"],
  ["GET /", "Accept-Encoding: ;;;q=,br;q=9,\xff", "Accept-Language: ;q=", "Accept: text/html"],
  ["GET /", "X-Middleware-Rewrite: /x", "X-Nextjs-Data: 1", "Next-Resume: 1", "X-Matched-Path: /x"],
  ["GET /account", RSC],
  ["GET /account", RSC, "Next-Router-State-Tree: %ZZ"],
  ["GET /account", RSC, "Next-Router-State-Tree: [1]"],
  ["GET /account", RSC, `Next-Router-State-Tree: ${"[".repeat(5000)}`],
  [
    "GET /account",
    RSC,
    `Next-Router-State-Tree: ${'["__proto__",{"__proto__":'.repeat(20)}["",{}]${"}]".repeat(20)}`,
  ],
  ["GET /account", RSC, "Next-Router-State-Tree: x", "Next-Router-State-Tree: y"],
  ["GET /account", RSC, "Next-Url: //x\xff"],
  ["GET /account", RSC, "Next-Router-Prefetch: 1", "Next-Router-Segment-Prefetch: /../x"],
  ["GET /account", RSC, "Next-Router-Prefetch: 9", "Next-Router-Segment-Prefetch: __proto__"],
  ["GET /nope", RSC, "Accept: text/html", "Next-Router-State-Tree: x"],
];

/** Next.js redirects requests of its own client once, to an address with a digest of their headers. */
async function followed(
  ask: (line: string, headers: readonly string[]) => Promise<RawAnswer>,
  line: string,
  headers: readonly string[],
): Promise<RawAnswer> {
  const answer = await ask(line, headers);
  const location = answer.headers.get("location");
  return location === null ? answer : ask(`GET ${location}`, headers);
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
