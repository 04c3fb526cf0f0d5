import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { DEVELOPMENT, type Running, start } from "./app";

let folder: string;
let app: Running;
/** Serves an empty page, at 127.0.0.1 (the app's own site) and at localhost (another site). */
let neighbour: Server;
let sameSite: string;
let otherSite: string;

test.beforeAll(async () => {
  neighbour = createServer((_, response) =>
    response.setHeader("Content-Type", "text/html").end("<!doctype html>"),
  );
  await once(neighbour.listen(0), "listening");
  const { port } = neighbour.address() as AddressInfo;
  sameSite = `http://127.0.0.1:${port}`;
  otherSite = `http://localhost:${port}`;
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-cors-"));
  app = await start({
    ...DEVELOPMENT,
    AUTH_COOKIE: "none",
    DATABASE_URL: `file:${path.join(folder, "app.db")}`,
    CORS_ALLOWED_ORIGINS: `${sameSite},${otherSite}`,
    CORS_ALLOW_CREDENTIALS: "true",
    CSRF_TRUSTED_ORIGINS: `${sameSite},${otherSite}`,
  });
});
test.afterAll(async () => {
  await app.stop();
  neighbour.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** What a script of the page gets from the app; null where its browser does not let it read the answer. */
function fetchFrom(page: Page, address: string, init: RequestInit): Promise<Outcome | null> {
  return page.evaluate(
    async ({ address, init }) => {
      try {
        const response = await fetch(address, init);
        const text = await response.text();
        return { status: response.status, body: text ? JSON.parse(text) : null };
      } catch {
        return null;
      }
    },
    { address: app.url + address, init },
  );
}

function post(body: unknown): RequestInit {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    credentials: "include",
  };
}

test("a page of another origin of the same site signs up and out by session", async ({ page }) => {
  await page.goto(sameSite);
  const credentials = { username: "neighbour", password: "1234" };
  expect(await fetchFrom(page, "/user/session_signup", post(credentials))).toMatchObject({ status: 201 });
  const me = await fetchFrom(page, "/user/me", { credentials: "include" });
  expect(me).toMatchObject({ status: 200, body: { username: "neighbour" } });
  expect(await fetchFrom(page, "/user/session_signout", post({}))).toMatchObject({ status: 204 });
  expect(await fetchFrom(page, "/user/me", { credentials: "include" })).toMatchObject({ status: 401 });
});

test("a page of another site signs in by tokens in bodies; Lax cookies are not sent for it", async ({
  page,
}) => {
  await page.goto(otherSite);
  const credentials = { username: "stranger", password: "1234" };
  const signUp = await fetchFrom(page, "/user/jwt_signup", post(credentials));
  const headers = { Authorization: `Bearer ${signUp?.body?.access}` };
  expect(await fetchFrom(page, "/user/me", { headers })).toMatchObject({ status: 200 });
  await fetchFrom(page, "/user/session_signin", post(credentials));
  expect(await fetchFrom(page, "/user/me", { credentials: "include" })).toMatchObject({ status: 401 });
});

test("a page of any other origin reads nothing, and changes nothing", async ({ page }) => {
  const other = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(""));
  await once(other.listen(0, "127.0.0.1"), "listening");
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
  const credentials = { username: "intruder", password: "1234" };
  expect(await fetchFrom(page, "/user/me", {})).toBeNull();
  expect(await fetchFrom(page, "/user/session_signup", post(credentials))).toBeNull();
  const simple = {
    method: "POST",
    body: new URLSearchParams(credentials).toString(),
    mode: "no-cors",
  } as const;
  await fetchFrom(page, "/user/session_signup", simple);
  other.close();
  await page.goto(sameSite);
  expect(await fetchFrom(page, "/user/session_signin", post(credentials))).toMatchObject({ status: 401 });
});
