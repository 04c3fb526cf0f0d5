// @ts-check
import { ensureProgram } from "./apt.js";
import { findBrowser } from "./browser.js";
import { ensureDjango } from "./django.js";
import { ensureOtherBrowsers } from "./other_browsers.js";
import { startPostgresql } from "./postgresql.js";
import { withQuality } from "./quality/record.js";
import { compatSoftware, testSoftware } from "./quality/software.js";
import { ensureBuilt, ensureGenerated, ensureInstalled } from "./setup.js";
import { runPlaywright, runVitest, summarize } from "./test_runners.js";

/** Options of both commands. */
export const TEST_OPTIONS = /** @type {const} */ ({ quality: { type: "boolean" } });

/** @typedef {{ quality?: boolean }} Values quality: whether docs/quality.md is to be written */

/**
 * Runs all tests but those against other software.
 * @param {Values} values
 * @returns {Promise<number>} the exit code: 0 only if all passed
 */
export async function test({ quality = false }) {
  await ensureInstalled();
  await ensureGenerated();
  await ensureBuilt();
  const browser = findBrowser({ windowless: true });
  const runTests = async () => [await runUnitTests(), await runPlaywright("pages*", browser)];
  return summarize(...(await withQuality(quality, "test", runTests, testSoftware)));
}

/** On SQLite, and on PostgreSQL where one is named or can be started. */
async function runUnitTests() {
  const named = process.env.LATCHKEY_TEST_POSTGRESQL;
  const started = named ? null : await startPostgresql();
  const url = named || started?.url;
  if (url === undefined)
    console.log("No PostgreSQL was found: its tests are left out. Install one to run them.");
  try {
    return await runVitest(["--project=!compat"], url === undefined ? {} : { LATCHKEY_TEST_POSTGRESQL: url });
  } finally {
    await started?.stop();
  }
}

/**
 * Runs the tests against other software: `*.compat.test.ts`, and `*.compat.spec.ts` in other browsers.
 * @param {Values} values
 * @returns {Promise<number>} the exit code: 0 only if none failed
 */
export async function testCompat({ quality = false }) {
  await ensureInstalled();
  await ensureGenerated();
  if (ensureDjango() === undefined)
    console.log(
      "No Django was found and none could be installed: its tests are left out. Install Django, Django REST framework and simplejwt to run them.",
    );
  for (const name of ["haproxy", "nginx"]) ensureProgram(name, "-v");
  ensureProgram("caddy", "version");
  ensureProgram("bwrap", "--version", "bubblewrap");
  ensureProgram("systemd-analyze", "--version", "systemd");
  ensureOtherBrowsers();
  await ensureBuilt();
  const browser = findBrowser();
  const runTests = async () => [
    await runVitest(["--project=compat"], {}),
    await runPlaywright("compat", browser),
  ];
  return summarize(...(await withQuality(quality, "compat", runTests, compatSoftware)));
}
