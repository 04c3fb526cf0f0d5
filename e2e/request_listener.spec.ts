import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "../lib/testing/free_port";
import { DEVELOPMENT, type Running, serverEnvironment, start } from "./app";

/** Headers of the connection, and of Next's own router. */
const NOT_COMPARED = new Set([
  "date",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "content-encoding",
  "link",
]);
/** What Next's router adds to Vary. */
const NEXTS_VARY = /^(rsc|next-router-.*|accept-encoding)$/i;

const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };

/** One request; `jar` sends the cookies of earlier answers. */
interface Step {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly jar?: boolean;
}

/** Every endpoint, with valid and invalid requests. */
const STEPS: readonly Step[] = [
  {
    method: "POST",
    path: "/user/session_signup",
    headers: json,
    body: '{"username":"@","password":1234,"age":24}',
    jar: true,
  },
  { method: "POST", path: "/user/session_signup/", headers: json, body: '{"username":"@","password":1234}' },
  {
    method: "POST",
    path: "/user/session_signin",
    headers: form,
    body: "username=%40&password=1234",
    jar: true,
  },
  { method: "POST", path: "/user/session_signin", headers: json, body: '{"username":"@","password":"no"}' },
  {
    method: "POST",
    path: "/user/jwt_signin",
    headers: { ...json, "accept-language": "ko" },
    body: '{"username":""}',
  },
  { path: "/user/me", jar: true },
  { path: "/user/me/", jar: true },
  { method: "HEAD", path: "/user/me", jar: true },
  { path: "/user/me" },
  { path: "/user/me", headers: { authorization: "Bearer x" }, jar: true },
  {
    method: "POST",
    path: "/user/jwt_signin",
    headers: json,
    body: '{"username":"@","password":1234}',
    jar: true,
  },
  { method: "POST", path: "/user/jwt_refresh", jar: true },
  { method: "POST", path: "/user/jwt_verify", jar: true },
  { method: "POST", path: "/user/jwt_verify/", headers: json, body: '{"token":"x.y.z"}' },
  { method: "POST", path: "/api/token/", headers: json, body: '{"username":"@","password":1234}' },
  { method: "POST", path: "/api/token", headers: json, body: "{" },
  { method: "POST", path: "/api/token/refresh/", headers: json, body: "{}" },
  { method: "POST", path: "/api/token/verify/", headers: { "content-type": "text/plain" }, body: "x" },
  { method: "POST", path: "/api/token/blacklist/", headers: json, body: "[]" },
  { method: "POST", path: "/api/token/sliding/", headers: json, body: '{"username":"@","password":1234}' },
  { method: "POST", path: "/api/token/sliding/refresh/", headers: json, body: '{"token":null}' },
  { method: "DELETE", path: "/api/token/" },
  { method: "OPTIONS", path: "/user/jwt_signin" },
  { path: "/user/jwt_signin" },
  { path: "/user/jwt_signin", headers: { accept: "text/html" } },
  { method: "POST", path: "/user/session_signout", headers: { "sec-fetch-site": "cross-site" }, jar: true },
  {
    method: "POST",
    path: "/user/session_signin",
    headers: { ...json, accept: "application/xml" },
    body: "{}",
  },
  {
    method: "POST",
    path: "/user/session_signin",
    headers: json,
    body: `{"username":"${"x".repeat(70_000)}"}`,
  },
  { method: "POST", path: "/user/session_signout", jar: true },
  { method: "POST", path: "/user/jwt_signout", jar: true },
  { path: "/.well-known/jwks.json" },
  { path: "/healthz" },
  { path: "/readyz/" },
];

test.describe("our own request listener and Next's router", () => {
  let folder: string;
  let ours: Running;
  let next: { url: string; process: ChildProcess };

  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "latchkey-listener-"));
    const environment = { ...DEVELOPMENT, DATABASE_URL: `file:${path.join(folder, "app.db")}`, WORKERS: "1" };
    ours = await start(environment);
    next = await startNext(environment);
    const health = () =>
      fetch(`${next.url}/healthz`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(health, { timeout: 30_000 }).toBe(200);
  });
  test.afterAll(async () => {
    next.process.kill("SIGTERM");
    await ours.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("give every request the same answer, header by header", async () => {
    // Both use the same database, with a user each whose names have the same length.
    const first = await play(ours.url, "user-a");
    const second = await play(next.url, "user-b");
    for (const [index, step] of STEPS.entries()) {
      expect(second[index], `${step.method ?? "GET"} ${step.path}`).toEqual(first[index]);
    }
  });
});

async function play(url: string, username: string) {
  const jar = new Map<string, string>();
  const answers = [];
  for (const { method = "GET", path, headers = {}, body, jar: withJar } of STEPS) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...(withJar && cookie ? { cookie } : {}) },
      ...(body === undefined ? {} : { body: body.replaceAll("@", username).replaceAll("%40", username) }),
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    answers.push({
      status: response.status,
      headers: comparable(response.headers),
      body: anonymous(await response.text(), username),
    });
  }
  return answers;
}

function comparable(headers: Headers): Record<string, string> {
  const entries = [...headers].filter(([name]) => !NOT_COMPARED.has(name) && name !== "set-cookie");
  const vary =
    headers
      .get("vary")
      ?.split(", ")
      .filter((name) => !NEXTS_VARY.test(name)) ?? [];
  const cookies = headers
    .getSetCookie()
    .map((line) => line.replace(/=[^;]+/, "=…").replace(/Expires=[^;]+/, "Expires=…"));
  return {
    ...Object.fromEntries(entries),
    vary: vary.join(", "),
    ...(cookies.length > 0 ? { "set-cookie": cookies.join(" | ") } : {}),
  };
}

function anonymous(body: string, username: string): string {
  return body
    .replaceAll(username, "@")
    .replace(/"id":\d+/g, '"id":0')
    .replace(/eyJ[\w.-]+/g, "eyJ…");
}

async function startNext(
  environment: Readonly<Record<string, string>>,
): Promise<{ url: string; process: ChildProcess }> {
  const port = String(await freePort());
  const server = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", port],
    {
      cwd: path.resolve(import.meta.dirname, ".."),
      env: serverEnvironment(environment),
      stdio: "ignore",
    },
  );
  return { url: `http://127.0.0.1:${port}`, process: server };
}
