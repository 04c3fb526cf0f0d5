// @ts-check
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findBrowser } from "./browser.js";
import { startPostgresql } from "./postgresql.js";
import { ensureBuilt, ensureGenerated, ensureInstalled, SetupError, say } from "./setup.js";

/** Runs every test there is and ends the process with 0 only if all passed. @returns {Promise<void>} */
export async function test() {
  const { browser, postgresql } = await setUp();
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-results-"));
  const unit = path.join(folder, "unit.json");
  const pages = path.join(folder, "pages.json");

  const server = process.env.LATCHKEY_TEST_POSTGRESQL || postgresql?.url;
  if (server === undefined) say("No PostgreSQL was found: its tests are left out. Install one to run them.");
  const unitsRan = run(
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${unit}`,
    ],
    server === undefined ? {} : { LATCHKEY_TEST_POSTGRESQL: server },
  );
  await postgresql?.stop();
  const pagesRan = run(
    ["node_modules/@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.ts"],
    {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: pages,
    },
  );

  const counts = add(readCounts(unit, unitCounts), readCounts(pages, pageCounts));
  rmSync(folder, { recursive: true, force: true });
  const good = unitsRan && pagesRan && counts.failed === 0 && counts.passed > 0;
  // A runner that ended badly without naming a test has failed nevertheless.
  say(`${counts.passed} passed, ${good ? 0 : Math.max(counts.failed, 1)} failed`);
  process.exit(good ? 0 : 1);
}

/** The browser's path, and a PostgreSQL where none is named and one is installed. */
async function setUp() {
  try {
    ensureInstalled();
    ensureGenerated();
    ensureBuilt();
    const browser = findBrowser();
    return { browser, postgresql: process.env.LATCHKEY_TEST_POSTGRESQL ? null : await startPostgresql() };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
function run(args, env) {
  return (
    spawnSync(process.execPath, args, {
      stdio: "inherit",
      env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: "1" },
    }).status === 0
  );
}

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * @template T
 * @param {string} file
 * @param {(report: T) => Counts} count
 * @returns {Counts}
 */
function readCounts(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** @param {{ numPassedTests: number, numFailedTests: number }} report */
function unitCounts(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

/** @param {{ stats: { expected: number, unexpected: number, flaky: number } }} report */
function pageCounts({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
