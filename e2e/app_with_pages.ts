import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { SERVER_ARGUMENTS } from "../lib/commands/setup.js";
import { DEVELOPMENT, type Environment, type Running, start } from "./app";

const ROOT = path.resolve(import.meta.dirname, "..");
/** Within the project: Node.js and Next.js then find its packages. */
const PARENT = path.join(ROOT, "test-results");
/** What the pages are built and run from. */
const SOURCES = [
  "app",
  "lib",
  "prisma",
  "public",
  "next.config.js",
  "proxy.ts",
  "tsconfig.json",
  "package.json",
];

/** Tests, and the endpoints' files for Next.js's own server: building them takes as long as all else. */
const UNNEEDED = /\.test\.tsx?$|[\\/]route\.ts$|[\\/]lib[\\/]testing([\\/]|$)/;

/** The app as somebody has it who has added pages: those of e2e/own_pages. */
export interface AppWithPages {
  /** Starts it on a database of its own. */
  start(environment?: Environment): Promise<Running>;
  remove(): void;
}

export async function buildAppWithPages(): Promise<AppWithPages> {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(path.join(PARENT, "own-pages-"));
  const isNeeded = (source: string) => !UNNEEDED.test(source);
  for (const name of SOURCES)
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true, filter: isNeeded });
  cpSync(path.join(import.meta.dirname, "own_pages"), path.join(folder, "app", "(pages)"), {
    recursive: true,
  });
  await promisify(execFile)(process.execPath, [path.join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const args = SERVER_ARGUMENTS.map((argument) =>
    argument.endsWith(".mjs") ? path.join(ROOT, argument) : argument,
  );
  let databases = 0;
  return {
    start(environment = {}) {
      databases += 1;
      const url = `file:${path.join(folder, `app-${databases}.db`)}`;
      return start({ ...DEVELOPMENT, DATABASE_URL: url, ...environment }, { args, cwd: folder });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
