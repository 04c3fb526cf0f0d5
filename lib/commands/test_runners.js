// @ts-check
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runProcess } from "./processes.js";

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {string[]} failures what failed, by name, with the first lines of its error
 * @property {number} skipped tests that were left out
 * @property {Record<string, number>} files how many tests of each file have passed
 */

/** Of an error's text. */
const LINES_SHOWN = 6;

/**
 * Runs unit tests.
 * @param {string[]} args further arguments of vitest
 * @param {Record<string, string>} env beside this process's
 * @returns {Promise<Outcome>}
 */
export function runVitest(args, env) {
  return withReport((report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    return run(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...args], env);
  }, vitestOutcome);
}

/**
 * Runs tests in a browser.
 * @param {string} project of e2e/playwright.config.ts; `*` matches any characters
 * @param {string} browser the path of Chromium
 * @returns {Promise<Outcome>}
 */
export function runPlaywright(project, browser) {
  return withReport((report) => {
    const config = ["--config", "e2e/playwright.config.ts", `--project=${project}`];
    const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    return run(["node_modules/@playwright/test/cli.js", "test", ...config], env);
  }, playwrightOutcome);
}

/**
 * Prints what failed, and the counts as the last line.
 * @param {Outcome[]} outcomes
 * @returns {number} the exit code
 */
export function summarize(...outcomes) {
  const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
  const failures = outcomes.flatMap((one) => one.failures);
  for (const failure of failures) console.log(`FAILED ${failure}`);
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

/**
 * @template Report
 * @param {(file: string) => Promise<boolean>} runner writes a report to the file; whether it ended with success
 * @param {(report: Report) => Outcome} read
 * @returns {Promise<Outcome>}
 */
async function withReport(runner, read) {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-results-"));
  const file = path.join(folder, "report.json");
  const succeeded = await runner(file);
  const outcome = readOutcome(file, read);
  rmSync(folder, { recursive: true, force: true });
  // For instance, an unhandled rejection, or a file that cannot be imported.
  if (!succeeded && outcome.failures.length === 0)
    outcome.failures.push("outside of a test: see the output above");
  return outcome;
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
async function run(args, env) {
  const options = { env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: "1" } };
  return (await runProcess(process.execPath, args, { stdio: "inherit", ...options })) === 0;
}

/**
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Outcome} read
 * @returns {Outcome}
 */
function readOutcome(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failures: ["no report was written: see the output above"], skipped: 0, files: {} };
  }
}

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} VitestTest
 * @typedef {{ name: string, status: string, message: string, assertionResults: VitestTest[] }} VitestFile
 * @param {{ numPassedTests: number, numPendingTests: number, testResults: VitestFile[] }} report
 */
function vitestOutcome({ numPassedTests, numPendingTests, testResults }) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0)
      return [namedFailure(name, "outside of its tests", message)];
    return failed.map(({ fullName, failureMessages }) => namedFailure(name, fullName, failureMessages[0]));
  });
  const passedTests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === "passed").map(() => path.relative(".", name)),
  );
  return { passed: numPassedTests, failures, skipped: numPendingTests, files: countEach(passedTests) };
}

/**
 * @typedef {{ status: string, results: { error?: { message?: string } }[] }} PlaywrightTest
 * @typedef {{ ok: boolean, title: string, file: string, tests: PlaywrightTest[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 * @param {{ stats: { expected: number, flaky: number, skipped: number }, suites: Suite[] }} report
 */
function playwrightOutcome({ stats, suites }) {
  const specs = suites.flatMap(specsOf);
  const failures = specs
    .filter(({ ok }) => !ok)
    .map(({ title, file, tests }) => {
      const errors = tests.flatMap(({ results }) => results.map(({ error }) => error?.message));
      return namedFailure(path.join("e2e", file), title, errors.find(Boolean));
    });
  const passedTests = specs.flatMap(({ file, tests }) =>
    tests
      .filter(({ status }) => status === "expected" || status === "flaky")
      .map(() => path.join("e2e", file)),
  );
  const passed = stats.expected + stats.flaky;
  return { passed, failures, skipped: stats.skipped, files: countEach(passedTests) };
}

/**
 * @param {Suite} suite
 * @returns {Spec[]}
 */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/**
 * @param {string[]} names
 * @returns {Record<string, number>} how often each is there
 */
function countEach(names) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/**
 * @param {string} file
 * @param {string} name
 * @param {string | undefined} error
 */
function namedFailure(file, name, error = "") {
  const lines = stripVTControlCharacters(error)
    .split("\n")
    .filter((line) => !/^\s+at /.test(line))
    .slice(0, LINES_SHOWN);
  return [`${path.relative(".", file)}: ${name}`, ...lines.map((line) => `  ${line}`)].join("\n");
}
