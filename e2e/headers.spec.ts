import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { type RawAnswer, sendRaw } from "../lib/testing/raw_request";
import { DEVELOPMENT, type Environment, type Running, start } from "./app";

const BUILD = path.resolve(import.meta.dirname, "../.next");
const HTML = "Accept: text/html,*/*;q=0.8";
const FORM = "Content-Type: application/x-www-form-urlencoded";

/** A request for every kind of answer: what it is, the status, the request line, headers. */
const KINDS: readonly (readonly [string, number, string, ...string[]])[] = [
  ["a page that is kept", 200, "GET /", HTML],
  ["a page that has not changed", 304, "GET /", HTML, "If-None-Match: *"],
  ["a page that is rendered for its visitor", 200, "GET /?next=/", HTML],
  ["a page's headers", 200, "HEAD /account", HTML],
  ["a page for Next.js's client", 307, "GET /account", "RSC: 1"],
  ["a page that is not there", 404, "GET /nope", HTML],
  ["a page among the endpoints that is not there", 404, "GET /user/nope", HTML],
  ["a page among the well-known addresses that is not there", 404, "GET /.well-known/nope", HTML],
  ["nothing, for a program", 404, "GET /api/nope"],
  ["a page's other methods", 405, "POST /", HTML, "Content-Length: 0"],
  ["a page's other methods, for a program", 405, "DELETE /account"],
  ["a page's methods", 200, "OPTIONS /"],
  ["the server's methods", 200, "OPTIONS *"],
  ["a body that no page takes", 413, "GET /", HTML, "Transfer-Encoding: chunked"],
  ["an icon", 200, "GET /icon.svg"],
  ["the icon that browsers ask for unasked", 200, "GET /favicon.ico"],
  ["a static file that is not there", 404, "GET /latchkey/_next/static/nope.js"],
  ["image optimization", 404, "GET /_next/image?url=/icon.svg&w=64&q=75", HTML],
  ["an endpoint", 200, "GET /healthz"],
  ["an endpoint's document", 200, "GET /openapi.json"],
  ["an endpoint's refusal", 401, "GET /user/me"],
  ["an endpoint's other methods", 405, "DELETE /user/jwt_signin"],
  ["an endpoint's methods", 200, "OPTIONS /user/jwt_signin"],
  ["an endpoint that redirects to its page", 303, "GET /user/session_signin", HTML],
  ["a form that is refused", 303, "POST /user/session_signin", HTML, FORM, "Content-Length: 0"],
  [
    "a request from another site",
    403,
    "POST /user/jwt_signin",
    "Sec-Fetch-Site: cross-site",
    "Content-Length: 0",
  ],
  ["an expectation that cannot be met", 417, "GET /healthz", "Expect: nothing"],
  ["a target that cannot be read", 400, "GET *"],
  ["an unknown method", 400, "FOO /"],
  ["too many headers", 431, "GET /", `X: ${"x".repeat(20_000)}`],
];

const PROFILES: Readonly<Record<string, Environment>> = {
  development: DEVELOPMENT,
  "production over https": {
    ...DEVELOPMENT,
    DEBUG: "false",
    PASSWORD_VALIDATORS: "min_length",
    APP_ORIGIN: "https://latchkey.example",
  },
};

for (const [profile, environment] of Object.entries(PROFILES)) {
  test.describe(`in ${profile}, the security headers are on`, () => {
    let folder: string;
    let app: Running;

    test.beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "latchkey-headers-"));
      app = await start({ ...environment, DATABASE_URL: `file:${path.join(folder, "app.db")}` });
    });
    test.afterAll(async () => {
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const ask = (line: string, headers: readonly string[]) =>
      sendRaw(
        app.url,
        [`${line} HTTP/1.1`, "Host: x", ...headers, "Connection: close", "", bodyOf(headers)].join("\r\n"),
      );

    test("every kind of answer", async () => {
      const scripts = readdirSync(path.join(BUILD, "static/chunks")).slice(0, 1);
      const files = scripts.map(
        (name) => ["a script", 200, `GET /latchkey/_next/static/chunks/${name}`] as const,
      );
      for (const [what, status, line, ...headers] of [...KINDS, ...files]) {
        const answer = await ask(line, headers);
        expect([what, answer.status, secured(answer)]).toEqual([what, status, expected(profile)]);
      }
    });
  });
}

function bodyOf(headers: readonly string[]): string {
  return headers.includes("Transfer-Encoding: chunked") ? "0\r\n\r\n" : "";
}

function secured({ headers }: RawAnswer) {
  const policy = headers.get("content-security-policy") ?? "";
  return {
    sniffing: headers.get("x-content-type-options"),
    framing: [headers.get("x-frame-options"), policy.includes("frame-ancestors 'none'")],
    sources: policy.startsWith("default-src 'none'; "),
    referrer: headers.get("referrer-policy"),
    opener: headers.get("cross-origin-opener-policy"),
    transport: headers.get("strict-transport-security"),
    server: headers.get("x-powered-by"),
  };
}

function expected(profile: string): ReturnType<typeof secured> {
  return {
    sniffing: "nosniff",
    framing: ["DENY", true],
    sources: true,
    referrer: "same-origin",
    opener: "same-origin",
    transport: profile === "development" ? null : "max-age=31536000",
    server: null,
  };
}
