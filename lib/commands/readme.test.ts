import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVENT_NAMES } from "@/lib/contract/event_names";
import { send } from "@/lib/testing/client";
import { tokensOf } from "@/lib/testing/requests";
import { type TestServer, withServer } from "@/lib/testing/server";
import { developmentSettings } from "./env_file.js";
import { parseEnv } from "./parse_env.js";

/** The commands of "A tour by curl", as they stand in README.md. */
const [bySession = "", byToken = "", inBodies = ""] = [
  ...(/## A tour by curl\n.*?(?=\n## )/s.exec(readFileSync("README.md", "utf8"))?.[0] ?? "").matchAll(
    /```sh\n(.*?)```/gs,
  ),
].map(([, block = ""]) => block);

/** What a person has who has typed `npm start`, with cheaper hashes. */
const GENERATED = {
  ...Object.fromEntries(parseEnv(developmentSettings()).values),
  PBKDF2_ITERATIONS: "1000",
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-readme-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Runs commands in a shell, in the test's folder.
 * @returns status and body of each answer
 */
async function run(server: TestServer, commands: string, environment: Partial<NodeJS.ProcessEnv> = {}) {
  const printing = String.raw`curl() { command curl --silent --write-out '\n%{http_code}\n' "$@"; }`;
  const script = `${printing}\n${commands.replaceAll("http://127.0.0.1:8000", server.url)}`;
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, ...environment };
  const shell = spawn("sh", ["-c", script], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const lines = (await text(shell.stdout)).trimEnd().split("\n");
  return Array.from({ length: lines.length / 2 }, (_, index) => [
    Number(lines[2 * index + 1]),
    lines[2 * index] ?? "",
  ]);
}

test("it names every event that is posted", () => {
  const [section = ""] =
    /## Events for your app\n.*?(?=\n## )/s.exec(readFileSync("README.md", "utf8")) ?? [];
  const named = [...section.matchAll(/`([a-z_]+)`/g)].map(([, name = ""]) => name);
  const posted = [...EVENT_NAMES.filter((name) => name !== "sign_in_refused"), "account_deleted"];
  expect(posted.filter((name) => !named.includes(name))).toEqual([]);
});

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

describe.skipIf(!hasCurl)("README's tour by curl, typed as it stands (needs curl)", () => {
  test("by session: the answers are those that it names", async () => {
    await withServer(GENERATED, async (server) => {
      const told = [...bySession.matchAll(/^# (\d{3})(?: (\{.*?\}))?/gm)];
      const expected = told.map(([, status, body = ""]) => [Number(status), body]);
      expect(expected.map(([status]) => status)).toEqual([201, 200, 204]);
      expect(await run(server, bySession)).toEqual(expected);
    });
  });

  test("by JWT, in cookies", async () => {
    await withServer(GENERATED, async (server) => {
      await run(server, bySession);
      const answers = await run(server, byToken);
      expect(answers.map(([status]) => status)).toEqual([200, 200, 200, 204]);
      expect(answers.map(([, body]) => body).join("")).not.toMatch(/eyJ/);
    });
  });

  test("by JWT, in bodies", async () => {
    await withServer({ ...GENERATED, AUTH_COOKIE: "none" }, async (server) => {
      await run(server, bySession);
      const { access: ACCESS, refresh: REFRESH } = tokensOf(await signIn(server));
      const answers = await run(server, inBodies, { ACCESS, REFRESH });
      expect(answers.map(([status]) => status)).toEqual([200, 200, 200]);
      expect(answers[0]?.[1]).toMatch(/^\{"user":\{"id":1,.*\},"refresh":"eyJ.*","access":"eyJ.*"\}$/);
    });
  });
});

function signIn(server: TestServer) {
  return send(server, "/user/jwt_signin", { json: { username: "mseo", password: 1234 } });
}
