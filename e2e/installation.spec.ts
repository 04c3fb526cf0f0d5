import { execFile } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { writeInstallation } from "../lib/commands/installation.js";
import { DEVELOPMENT, type Environment, serverEnvironment, start } from "./app";
import { signUp } from "./user";

/** Outside of the project, in whose node_modules Node.js would find what is missing. */
let parent: string;
let folder: string;
/** The project's own packages before. */
let packages: string[];

test.describe.configure({ mode: "serial" });
test.beforeAll(() => {
  parent = realpathSync(mkdtempSync(path.join(tmpdir(), "latchkey-installation-")));
  folder = path.join(parent, "app");
  packages = ownPackages();
  writeInstallation(folder);
});
test.afterAll(() => rmSync(parent, { recursive: true, force: true }));

function ownPackages(): string[] {
  return readdirSync("node_modules").filter((name) => !name.startsWith("."));
}

/** No program but Node.js itself is found. */
const alone = () => ({ PATH: parent });

function serve(environment: Environment) {
  return start({ ...DEVELOPMENT, ...alone(), ...environment }, { args: [folder], cwd: parent });
}

/** Runs one of its programs to its end, from another folder. */
function run(file: string, ...args: string[]) {
  const program = [path.join(folder, file), ...args];
  return promisify(execFile)(process.execPath, program, { cwd: parent, env: serverEnvironment(alone()) });
}

/** The paths of everything in it but folders. */
function files(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Whether installing the package of this package.json would run something. */
function hasInstallScript(file: string): boolean {
  const { scripts = {} } = JSON.parse(readFileSync(file, "utf8"));
  return ["preinstall", "install", "postinstall"].some((name) => name in scripts);
}

test("it holds less than 250 MB, nothing of this machine's, no install script, and no link out of it", () => {
  const all = files();
  expect(all.reduce((bytes, file) => bytes + statSync(file).size, 0)).toBeLessThan(250_000_000);
  expect(all.filter((file) => !realpathSync(file).startsWith(`${folder}${path.sep}`))).toEqual([]);
  expect(all.filter((file) => path.basename(file) === "binding.gyp")).toEqual([]);
  const manifests = all.filter((file) => path.basename(file) === "package.json");
  expect(manifests.length).toBeGreaterThan(20);
  expect(manifests.filter(hasInstallScript)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual([
    ...[".env.example", ".next", "LICENSE", "docs", "lib", "next.config.js", "node_modules"],
    ...["package.json", "prisma", "public", "server.js"],
  ]);
  for (const name of ["esbuild", "typescript", "tsx", "prisma", "sharp"])
    expect(readdirSync(path.join(folder, "node_modules"))).not.toContain(name);
});

test("it serves pages and endpoints with Node.js alone", async ({ browser }) => {
  // Each worker loads Next.js from files that nobody has read before.
  test.slow();
  const app = await serve({ WORKERS: "2", PASSWORD_HASHERS: "argon2", PASSWORD_VALIDATORS: "common" });
  const context = await browser.newContext({ baseURL: app.url });
  const page = await context.newPage();
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url().includes("/_next/")) broken.push(response.url());
  });
  await signUp(page, "session", "installed", "korrekt horse battery");
  expect((await page.goto("/no-such-page"))?.status()).toBe(404);
  expect((await page.goto("/readyz"))?.status()).toBe(200);
  const data = { username: "weak", password: "password" };
  expect((await context.request.post("/user/jwt_signup", { data })).status()).toBe(400);
  expect(broken).toEqual([]);
  await context.close();
  await app.stop();
  expect(readdirSync(path.join(folder, "data"))).toContain("latchkey.db");
});

test("it can connect to PostgreSQL", async () => {
  const failure = await serve({ DATABASE_URL: "postgresql://127.0.0.1:1/latchkey" }).catch(String);
  expect(failure).toMatch(/The database .* cannot be opened or migrated/);
});

test("it reads the .env beside it, makes none itself, and has the commands for keys, expired rows, accounts and adoption", async () => {
  await expect(run("server.js")).rejects.toThrow(/SECRET_KEY must be set/);
  expect(readdirSync(folder)).not.toContain(".env");
  const keys = await run("lib/commands/new_keys.js", "--algorithm", "HS256");
  const [secret = ""] = /^[\w-]{43}$/m.exec(keys.stdout) ?? [];
  writeFileSync(path.join(folder, ".env"), `DEBUG=true\nSECRET_KEY=${secret}\n`);
  expect((await run("lib/commands/prune.js")).stdout).toMatch(/^Deleted 0 refresh tokens/);
  expect((await run("lib/commands/user.js", "create", "kim", "--no-password")).stdout).toMatch(
    /^Made the account kim \(id \d+\)\..*\nhttp:\S+\/reset\//,
  );
  await expect(run("lib/commands/adopt.js", "--check")).rejects.toThrow(/Django project's database/);
});

test("the project's own folder stays as it was, and nothing is written over", () => {
  expect(ownPackages()).toEqual(packages);
  for (const taken of [folder, "", ".", "..", "package.json"])
    expect(() => writeInstallation(taken), taken).toThrow(/ is not an empty folder: name another one/);
  for (const inside of ["lib/installed", ".next", "node_modules/installed"])
    expect(() => writeInstallation(inside), inside).toThrow(/ is inside of what is built/);
  expect(ownPackages()).toEqual(packages);
});
