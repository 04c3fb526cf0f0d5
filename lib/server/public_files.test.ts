import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSettings } from "@/lib/settings/read";
import { sendRaw } from "@/lib/testing/raw_request";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { createHttpServer, listen } from "./listen";
import { pageListener } from "./page_requests";
import { publicFiles } from "./public_files";
import { refuser } from "./refuse";

let root: string;
let server: { url: string; stop(): Promise<void> };

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "latchkey-public-"));
  mkdirSync(path.join(root, "public/.well-known"), { recursive: true });
  for (const name of ["secret", "public/a.png", "public/.well-known/security.txt", "public/b.bin"])
    writeFileSync(path.join(root, name), `file ${name}`);
  const settings = readSettings({ ...TEST_SETTINGS, DATABASE_URL: "file:unused" });
  const next = {
    has: (name: string) => name === "/",
    listener: (_: unknown, outgoing: { end(text: string): void }) => outgoing.end("next"),
  };
  const answer = pageListener(publicFiles(next, path.join(root, "public")), refuser(settings));
  const http = createHttpServer(
    (incoming, outgoing) => answer((incoming.url ?? "").split("?")[0] ?? "", incoming, outgoing),
    settings,
    1,
  );
  server = { url: `http://127.0.0.1:${await listen(http.server, "127.0.0.1", 0)}`, stop: http.stop };
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

const ask = (line: string, ...headers: readonly string[]) =>
  sendRaw(server.url, [`${line} HTTP/1.1`, "Host: x", ...headers, "Connection: close", "", ""].join("\r\n"));

describe("a file of public/", () => {
  test.each([
    ["/a.png", "image/png"],
    ["/a.png?v=1", "image/png"],
    ["/a.png/?v=1", "image/png"],
    ["/.well-known/security.txt", "text/plain; charset=utf-8"],
    ["/b.bin", "application/octet-stream"],
  ])("is answered at its path: %s", async (target, type) => {
    const { status, headers, body } = await ask(`GET ${target}`);
    expect([status, body]).toEqual([200, `file public${target.replace(/\/?\?v=1/, "")}`]);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": type,
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    });
  });

  test("has no text for HEAD, and for whoever has it", async () => {
    const { headers } = await ask("GET /a.png");
    const head = await ask("HEAD /a.png");
    expect([head.status, head.body, head.headers.get("content-length")]).toEqual([200, "", "17"]);
    const again = await ask("GET /a.png", `If-None-Match: ${headers.get("etag")}`);
    expect([again.status, again.body, again.headers.get("cache-control")]).toEqual([
      304,
      "",
      "public, max-age=86400",
    ]);
  });

  test("takes no other method", async () => {
    expect((await ask("POST /a.png", "Content-Length: 0")).status).toBe(405);
  });
});

test.each([
  "/../secret",
  "/%2e%2e/secret",
  "/..%2fsecret",
  "/.well-known/../../secret",
  "/.well-known",
  "/.well-known/",
  "/a.png%00",
  "//a.png",
  "/A.png",
  "/constructor",
])("no file is at %s", async (target) => {
  expect(await ask(`GET ${target}`)).toMatchObject({ status: 404 });
});

test("what is no file is asked of the pages", async () => {
  expect((await ask("GET /")).body).toContain("next");
});

test("every file that there is has a type", () => {
  const types = readdirSync("public").map((name) => path.extname(name));
  expect(new Set(types)).toEqual(new Set([".ico", ".png", ".svg", ".webmanifest"]));
});
