// @ts-check
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Runs unit tests.
 * @param {string[]} args further arguments of vitest
 * @param {Record<string, string>} env beside this process's
 * @returns {Counts}
 */
export function runVitest(args, env) {
  return withReport((report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    return run(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...args], env);
  }, vitestCounts);
}

/**
 * Runs tests in a browser.
 * @param {string} project of e2e/playwright.config.ts; `*` matches any characters
 * @param {string} browser the path of Chromium
 * @returns {Counts}
 */
export function runPlaywright(project, browser) {
  return withReport((report) => {
    const config = ["--config", "e2e/playwright.config.ts", `--project=${project}`];
    const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    return run(["node_modules/@playwright/test/cli.js", "test", ...config], env);
  }, playwrightCounts);
}

/**
 * Prints the counts as the last line.
 * @param {Counts[]} counts
 * @returns {number} the exit code
 */
export function summarize(...counts) {
  const passed = counts.reduce((sum, one) => sum + one.passed, 0);
  const failed = counts.reduce((sum, one) => sum + one.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/**
 * @template Report
 * @param {(file: string) => boolean} runner writes a report to the file; whether it ended with success
 * @param {(report: Report) => Counts} count
 * @returns {Counts}
 */
function withReport(runner, count) {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-results-"));
  const file = path.join(folder, "report.json");
  const succeeded = runner(file);
  const { passed, failed } = readCounts(file, count);
  rmSync(folder, { recursive: true, force: true });
  // A runner that ended badly without naming a test has failed nevertheless.
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
function run(args, env) {
  const options = { env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: "1" } };
  return spawnSync(process.execPath, args, { stdio: "inherit", ...options }).status === 0;
}

/**
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Counts} count
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
function vitestCounts(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

/** @param {{ stats: { expected: number, unexpected: number, flaky: number } }} report */
function playwrightCounts({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}
