// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { bundle } from "./bundle.js";
import { runProcess } from "./processes.js";
import { withProgress } from "./progress.js";

/** The set-up cannot go on; the message is one sentence that says what to do. */
export class SetupError extends Error {}

/** Digests of what the last set-up was made from. */
const STAMPS = "node_modules/.latchkey";
/** The files that the build reads. */
const SOURCES = [
  ...["app", "lib", "public", "proxy.ts", "instrumentation-client.ts"],
  ...["next.config.js", "tsconfig.json", "package-lock.json"],
];
/** Prisma's clients, which only tests use. */
const GENERATED = "lib/testing/store/generated";
/** Our own server, bundled: it starts without a compiler. */
const SERVER = ".next/latchkey/server.mjs";
/**
 * Node's arguments. Without a limit V8 collects garbage late on machines with much memory: rendering pages needs 80 MB and
 * took 300. With this limit they are no slower. NODE_OPTIONS may set another one.
 */
export const SERVER_ARGUMENTS = [
  ...(process.env.NODE_OPTIONS?.includes("--max-old-space-size") ? [] : ["--max-old-space-size=384"]),
  SERVER,
];

/**
 * Installs the packages of package-lock.json, unless they are installed.
 * @returns {Promise<boolean>} whether it did
 */
export async function ensureInstalled() {
  const lock = digestOf(["package-lock.json"]);
  if (stamp("installed") === lock && existsSync("node_modules/next")) return false;
  if (isInstalledByNpm()) {
    writeStamp("installed", lock);
    return false;
  }
  const total = lockedPackages();
  let fetched = 0;
  await withProgress("Installing packages", (show) =>
    // Building needs the development packages, whatever NODE_ENV says. With "http" npm prints a line for each package.
    run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=http"], {
      failure: "The packages could not be installed: check the network and that this folder can be written",
      onLine: (line) => {
        if (!line.startsWith("npm http")) return true;
        fetched += line.includes(".tgz") ? 1 : 0;
        show(`${fetched} of about ${total} packages fetched`);
        return false;
      },
    }),
  );
  writeStamp("installed", lock);
  return true;
}

/**
 * Whether `npm ci` has been run by hand, or by a Dockerfile: npm writes its own record of what it has installed last. What is
 * optional may be for another system.
 */
function isInstalledByNpm() {
  const record = "node_modules/.package-lock.json";
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  return Object.entries(packagesOf("package-lock.json"))
    .filter(([folder]) => folder !== "")
    .every(([folder, { integrity, optional }]) => {
      const found = installed[folder];
      return found === undefined ? optional === true : found.integrity === integrity;
    });
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { integrity?: string, optional?: boolean, os?: string[], cpu?: string[] }>}
 */
function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, "utf8")).packages;
}

/** How many packages of package-lock.json are for this system, about: there are more conditions. */
function lockedPackages() {
  return Object.values(packagesOf("package-lock.json")).filter(
    ({ os, cpu }) => (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true),
  ).length;
}

/** Generates Prisma's clients from their schemas, unless they are up to date. @returns {Promise<void>} */
export async function ensureGenerated() {
  const schemas = ["prisma/schema.prisma", "prisma/postgresql.prisma"];
  const digest = digestOf([...schemas, "package-lock.json"]);
  if (stamp("generated") === digest && existsSync(`${GENERATED}/postgresql/client.ts`)) return;
  rmSync(GENERATED, { recursive: true, force: true });
  // `prisma generate` downloads the schema engine, without running it, unless this variable names a file.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env };
  for (const schema of schemas) {
    await run(process.execPath, ["node_modules/prisma/build/index.js", "generate", "--schema", schema], {
      failure: "The database client could not be generated",
      env,
    });
  }
  writeStamp("generated", digest);
}

/**
 * Builds the pages and the server, unless nothing changed since they were built.
 * @returns {Promise<boolean>} whether it did
 */
export async function ensureBuilt() {
  const sources = digestOf(SOURCES);
  if (stamp("built") === sources && existsSync(".next/BUILD_ID") && existsSync(SERVER)) return false;
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  await withProgress("Building the pages", (show) =>
    run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      failure: "The build failed",
      env,
      onLine: (line) => {
        show(line);
        return true;
      },
    }),
  );
  bundle(["lib/server/main.ts"], { outfile: SERVER });
  writeStamp("built", sources);
  return true;
}

/**
 * Runs a program quietly: what it prints is shown only if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.failure what to say then
 * @param {Record<string, string | undefined>} [options.env]
 * @param {(line: string) => boolean} [options.onLine] gets each line; whether it is to be shown after a failure
 */
async function run(command, args, { failure, env = process.env, onLine = () => true }) {
  /** @type {string[]} */
  const lines = [];
  let unfinished = "";
  const add = (/** @type {string} */ text) => {
    const parts = stripVTControlCharacters(unfinished + text).split(/\r?\n/);
    unfinished = parts.pop() ?? "";
    lines.push(...parts.filter((line) => line.trim() !== "" && onLine(line.trim())));
  };
  const code = await runProcess(command, args, {
    env: /** @type {NodeJS.ProcessEnv} */ (env),
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32" && command === "npm",
    onOutput: add,
  });
  if (code === 0) return;
  add("\n");
  console.error(lines.slice(-30).join("\n"));
  throw new SetupError(`${failure}.`);
}

/**
 * A digest of the files' names and contents, without tests and generated code.
 * @param {string[]} roots
 */
function digestOf(roots) {
  const hash = createHash("sha256");
  for (const file of roots.flatMap(filesUnder))
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @returns {string[]}
 */
function filesUnder(root) {
  if (!existsSync(root) || root === "lib/testing" || root.endsWith("/fixtures") || /\.test\.tsx?$/.test(root))
    return [];
  if (!statSync(root).isDirectory()) return [root];
  return readdirSync(root)
    .sort()
    .flatMap((name) => filesUnder(path.posix.join(root, name)));
}

/** @param {string} name */
function stamp(name) {
  const file = path.join(STAMPS, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/**
 * @param {string} name
 * @param {string} value
 */
function writeStamp(name, value) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(path.join(STAMPS, name), value);
}
