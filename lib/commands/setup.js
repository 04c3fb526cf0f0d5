// @ts-check
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** The set-up cannot go on; the message is one sentence that says what to do. */
export class SetupError extends Error {}

/** Digests of what the last set-up was made from. */
const STAMPS = "node_modules/.latchkey";
/** The files that the build reads. */
const SOURCES = ["app", "lib", "public", "next.config.js", "proxy.ts", "tsconfig.json", "package-lock.json"];
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

/** Installs the packages of package-lock.json, unless they are installed. @returns {void} */
export function ensureInstalled() {
  const lock = digestOf(["package-lock.json"]);
  if (stamp("installed") === lock && existsSync("node_modules/next")) return;
  console.log("Installing packages …");
  // Building needs the development packages, whatever NODE_ENV says.
  run(
    "npm",
    ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    "The packages could not be installed: check the network and that this folder can be written",
  );
  writeStamp("installed", lock);
}

/** Generates Prisma's clients from their schemas, unless they are up to date. @returns {void} */
export function ensureGenerated() {
  const schemas = ["prisma/schema.prisma", "prisma/postgresql.prisma"];
  const digest = digestOf([...schemas, "package-lock.json"]);
  if (stamp("generated") === digest && existsSync(`${GENERATED}/postgresql/client.ts`)) return;
  rmSync(GENERATED, { recursive: true, force: true });
  // `prisma generate` downloads the schema engine, without running it, unless this variable names a file.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env };
  for (const schema of schemas) {
    run(
      process.execPath,
      ["node_modules/prisma/build/index.js", "generate", "--schema", schema],
      "The database client could not be generated",
      env,
    );
  }
  writeStamp("generated", digest);
}

/** Builds the pages, unless nothing changed since they were built. @returns {void} */
export function ensureBuilt() {
  const sources = digestOf(SOURCES);
  if (stamp("built") === sources && existsSync(".next/BUILD_ID") && existsSync(SERVER)) return;
  console.log("Building …");
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  run(process.execPath, ["node_modules/next/dist/bin/next", "build"], "The build failed", env);
  bundleServer();
  writeStamp("built", sources);
}

/** By esbuild's API: its command is a script or a program, depending on the platform. */
function bundleServer() {
  const { buildSync } = createRequire(path.resolve("package.json"))("esbuild");
  buildSync({
    entryPoints: ["lib/server/main.ts"],
    outfile: SERVER,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    target: "node20",
    logLevel: "error",
  });
}

/**
 * Runs a program quietly: what it prints is shown only if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {string} failure
 * @param {Record<string, string | undefined>} [env]
 */
function run(command, args, failure, env = process.env) {
  const result = spawnSync(command, args, {
    env: /** @type {NodeJS.ProcessEnv} */ (env),
    encoding: "utf8",
    shell: process.platform === "win32" && command === "npm",
  });
  if (result.status === 0) return;
  console.error(`${result.stdout ?? ""}${result.stderr ?? ""}`.trim().split("\n").slice(-30).join("\n"));
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
