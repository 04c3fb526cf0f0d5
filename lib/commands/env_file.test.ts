import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { runCommand, startCommand } from "@/lib/testing/commands";
import { ensureEnvFile, loadEnvFile } from "./env_file.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** Holds what other readers change: # and $. */
const KEY = "k#8v$(lu=^7x)w&z@q0!_+5m-*3#f%2n9d$HOME6y1rj4hg0s";

/** Inside the project, because Next.js needs its packages in a folder above. */
let folder: string;
beforeEach(() => {
  const cache = path.join(ROOT, "node_modules/.cache/latchkey");
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(path.join(cache, "env-"));
});
afterEach(() => {
  process.chdir(ROOT);
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Buffer): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
}

/** What the environment is after `.env` was added to it. */
function loaded(environment: Record<string, string> = {}): NodeJS.ProcessEnv {
  process.chdir(folder);
  const result: NodeJS.ProcessEnv = { NODE_ENV: "test", ...environment };
  loadEnvFile(result);
  return result;
}

describe("the environment wins over .env", () => {
  it.each([
    [{}, "file"],
    [{ SECRET_KEY: "" }, "file"],
    [{ SECRET_KEY: " " }, "file"],
    [{ SECRET_KEY: "shell" }, "shell"],
    [{ SECRET_KEY_FILE: "/run/secrets/key" }, undefined],
  ])("%o", (environment, value) => {
    write(".env", "SECRET_KEY=file\n");
    expect(loaded(environment).SECRET_KEY).toBe(value);
  });

  test("and says so of the name of a file, too", () => {
    write(".env", "SECRET_KEY_FILE=/run/secrets/key\n");
    expect(loaded({ SECRET_KEY: "shell" }).SECRET_KEY_FILE).toBeUndefined();
  });
});

test.each([
  ["utf-8 with a byte order mark", Buffer.from("\uFEFFA=한글\n")],
  ["utf-16, as PowerShell writes it", Buffer.from("\uFEFFA=한글\r\n", "utf16le")],
  ["big-endian utf-16", Buffer.from("\uFEFFA=한글\r\n", "utf16le").swap16()],
])("a file in %s", (_, content) => {
  write(".env", content);
  expect(loaded().A).toBe("한글");
});

test.each([
  ["another encoding", Buffer.from([0x41, 0x3d, 0xe9, 0x0a])],
  ["zero bytes", Buffer.from("A=\0\n")],
])("a file with %s is refused", (_, content) => {
  write(".env", content);
  expect(() => loaded()).toThrow(/^The file \.env cannot be read \(is no text: it must be UTF-8\)/);
});

test.each([
  [{ DEBUG: "prisma:*" }, true],
  [{ DEBUG: "false" }, false],
  [{ SECRET_KEY_FILE: "/run/secrets/key" }, false],
])("with %o one is written for development: %s", (environment, expected) => {
  process.chdir(folder);
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    expect(ensureEnvFile()).toBe(expected);
  } finally {
    // Not another object in its place, of which the process would learn nothing.
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
});

test.each(["start.js", "dev.ts", "new_keys.ts", "prune.ts"])(
  "%s refuses a line that is no setting, by its number",
  async (command) => {
    write(".env", "SECRET_KEY=abc\n \nstray word\n");
    const { code, errors } = await runCommand(command, [], {}, folder);
    expect([code, errors]).toEqual([
      1,
      "The file .env, line 3 is no setting: write NAME=value, or # before what is a comment.\n",
    ]);
  },
);

test("`npm run keys` reads it with a byte order mark and blank lines", async () => {
  write(".env", "\uFEFFALGORITHM=ES384\n  \nSIGNING_KEY=x\n");
  const { output } = await runCommand("new_keys.ts", [], {}, folder);
  expect(output).toContain("BEGIN PRIVATE KEY");
});

describe("a DEBUG of the shell, which wins over that of .env", () => {
  const settings = `SECRET_KEY=${KEY}\nDATABASE_URL=file:./missing.db\n`;

  test("stops a command with one sentence, where it is no boolean", async () => {
    write(".env", `${settings}DEBUG=false\n`);
    const { code, errors } = await runCommand("prune.ts", [], { DEBUG: "release" }, folder);
    expect([code, errors.split("\n").slice(1)]).toEqual([
      1,
      [expect.stringMatching(/^DEBUG must be .* environment has "release", perhaps for another program/), ""],
    ]);
  });

  it.each([
    ["1", "DEBUG=false\n", true],
    ["false", "DEBUG=true\n", true],
    ["True", "DEBUG=true\n", false],
    ["1", "", false],
    ["", "DEBUG=true\n", false],
  ])("is said to do so: DEBUG=%s, and %j in the file", (DEBUG, line, said) => {
    write(".env", settings + line);
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    loaded({ DEBUG });
    const warning = `warning: DEBUG is "${DEBUG}" in the environment, which wins over ${line.trim()} in .env.`;
    expect(warn.mock.calls).toEqual(said ? [[warning]] : []);
    warn.mockRestore();
  });
});

describe("npm run dev", () => {
  let dev: ChildProcessWithoutNullStreams;
  let [output, errors] = ["", ""];

  function start(): void {
    [output, errors] = ["", ""];
    dev = startCommand("dev.ts", [], { HOME: "/home/somebody" }, folder);
    dev.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    dev.stderr.on("data", (chunk: Buffer) => {
      errors += chunk;
    });
  }
  afterEach(async () => {
    dev.kill("SIGTERM");
    if (dev.exitCode === null) await new Promise((resolve) => dev.once("exit", resolve));
  });

  /** The settings as a page sees them, once the last start of Next.js is ready. */
  async function settings(): Promise<unknown> {
    const url = output.match(/http:\/\/127\.0\.0\.1:\d+/g)?.at(-1);
    if (url === undefined) return undefined;
    // A server that is ending may accept a connection and never answer.
    return fetch(url, { signal: AbortSignal.timeout(5000) })
      .then((response) => response.json())
      .catch(() => undefined);
  }

  test("pages have the values of `npm start`, also after changes of the file, of which one is wrong", async () => {
    write("package.json", "{}");
    write(
      "app/route.js",
      `export const dynamic = "force-dynamic";
       export function GET() {
         const { SECRET_KEY, ISSUER, AUTH_COOKIE = "" } = process.env;
         return Response.json({ SECRET_KEY, ISSUER, AUTH_COOKIE });
       }`,
    );
    write(".env", `\uFEFFSECRET_KEY=${KEY}\n \nPORT=0\nISSUER=\${HOME}\n`);
    write(".env.local", "AUTH_COOKIE=local\nSECRET_KEY=local\n");
    start();
    const expected = { SECRET_KEY: KEY, ISSUER: `\${HOME}`, AUTH_COOKIE: "" };
    await expect.poll(settings, { timeout: 50_000 }).toEqual(expected);
    expect(loaded()).toMatchObject({ SECRET_KEY: KEY, ISSUER: `\${HOME}` });
    const content = readFileSync(path.join(folder, ".env"), "utf8");
    write(".env", "stray\n");
    await expect.poll(() => errors, { timeout: 50_000 }).toContain("line 1 is no setting");
    write(".env", content.replace("ISSUER=", "ISSUER=$"));
    await expect.poll(settings, { timeout: 50_000 }).toEqual({ ...expected, ISSUER: `$\${HOME}` });
  }, 120_000);
});
