// @ts-check
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { bundle } from "./bundle.js";
import { runtimePackages } from "./runtime_packages.js";
import { SetupError } from "./setup.js";

/** Programs of its own: bundled, so that they need neither a compiler nor the files of other commands. */
const COMMANDS = [
  "lib/commands/serve.js",
  "lib/commands/new_keys.ts",
  "lib/commands/prune.ts",
  "lib/commands/import.ts",
  "lib/commands/adopt.ts",
  "lib/commands/user.ts",
  "lib/commands/check_deploy.ts",
];
/** Copied as they are. */
const FILES = ["prisma/migrations", "public", "docs/django", "next.config.js", ".env.example", "LICENSE"];
/** What only a build reads, of its own output. */
const BUILD_ONLY =
  /^\.next\/(cache|dev|diagnostics|trace|trace-build|turbopack|types)(\/|$)|\.(map|nft\.json)$/;
/** Folders of this project that are read. */
const SOURCES = [".next", "app", "lib", "node_modules", "prisma", "public"];
/** Rooms whose files no server runs. */
const OTHER_ROOMS = /^lib\/(commands|testing)(\/|$)/;

/**
 * Writes the built app to a folder that runs by itself: `node FOLDER/server.js`, on a machine with the same system,
 * processor and C library. This project's own folder stays as it is.
 * @param {string} folder must not exist, or be empty
 * @returns {void}
 * @throws SetupError
 */
export function writeInstallation(folder) {
  requireEmpty(folder);
  const target = path.resolve(folder);
  // What is half written never stands at its place.
  const unfinished = `${target}.unfinished-${process.pid}`;
  try {
    mkdirSync(unfinished, { recursive: true });
    writeFiles(unfinished);
    // Removes an empty folder only.
    if (existsSync(target)) rmdirSync(target);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new SetupError(`The folder ${folder} cannot be written (${error.message}): name another one.`);
  }
}

/**
 * @param {string} folder
 * @returns {void}
 * @throws SetupError where it holds anything, is a file, or is inside of what is copied
 */
export function requireEmpty(folder) {
  const target = path.resolve(folder);
  if (SOURCES.includes(path.relative("", target).split(path.sep)[0] ?? ""))
    throw new SetupError(`${target} is inside of what is built: name a folder elsewhere.`);
  if (existsSync(target) && (!statSync(target).isDirectory() || readdirSync(target).length > 0))
    throw new SetupError(`${target} is not an empty folder: name another one, or remove it first.`);
}

/** @param {string} target */
function writeFiles(target) {
  copy(".next", target, (file) => !BUILD_ONLY.test(file));
  // Threads and processes, which Node.js runs from their source.
  copy("lib", target, (file) => !OTHER_ROOMS.test(file) && file.endsWith(".js"));
  for (const file of FILES) if (existsSync(file)) copy(file, target);
  for (const { folder, isNeeded } of runtimePackages()) copy(folder, target, isNeeded);
  bundle(COMMANDS, { outbase: ".", outdir: target });
  writeFileSync(path.join(target, "server.js"), 'import "./lib/commands/serve.js";\n');
  writeFileSync(path.join(target, "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
}

/**
 * @param {string} source a file or folder of this project
 * @param {string} target
 * @param {(file: string) => boolean} [isWanted] takes paths with `/`, relative to the project
 */
function copy(source, target, isWanted = () => true) {
  for (const file of filesUnder(source).filter(isWanted)) {
    const place = path.join(target, file);
    mkdirSync(path.dirname(place), { recursive: true });
    // cpSync refuses a link to a folder in Node.js 24.
    if (lstatSync(file).isSymbolicLink()) symlinkSync(readlinkSync(file), place);
    else copyFileSync(file, place);
  }
}

/**
 * Files and symbolic links. Not by readdirSync's option `recursive`, which follows links in Node.js 24.
 * @param {string} source
 * @returns {string[]} paths with `/`
 */
function filesUnder(source) {
  if (!statSync(source).isDirectory()) return [source];
  return readdirSync(source, { withFileTypes: true }).flatMap((entry) => {
    const file = `${source}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(file) : [file];
  });
}

/** Its package.json: nothing is to be installed. */
function manifest() {
  const { name, version, description, license, engines } = JSON.parse(readFileSync("package.json", "utf8"));
  const scripts = {
    // "exec": signals to npm reach the server, not the shell in between. Windows has no such word.
    start: "exec node server.js || node server.js",
    keys: "node lib/commands/new_keys.js",
    prune: "node lib/commands/prune.js",
    import: "node lib/commands/import.js",
    adopt: "node lib/commands/adopt.js",
    user: "node lib/commands/user.js",
    "check:deploy": "node lib/commands/check_deploy.js",
  };
  return {
    name,
    version,
    description,
    license,
    private: true,
    type: "module",
    main: "server.js",
    engines,
    scripts,
  };
}
