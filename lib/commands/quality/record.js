// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { qualityDocument } from "./document.js";
import { NOTES_VARIABLE } from "./notes.js";

/** @typedef {import("./notes.js").Runs} Runs */
/** @typedef {import("./notes.js").Run} Run */

/** The last run of each command, as JSON. */
const FOLDER = "node_modules/.latchkey/quality";
const DOCUMENT = "docs/quality.md";

/**
 * Runs tests; where asked, also keeps what they tell and writes docs/quality.md from the last runs of both commands.
 * @param {boolean} asked
 * @param {"test" | "compat"} command
 * @param {() => Promise<import("../test_runners.js").Outcome[]>} runTests
 * @param {() => Record<string, string>} findSoftware asked for after the tests
 * @returns {Promise<import("../test_runners.js").Outcome[]>}
 */
export async function withQuality(asked, command, runTests, findSoftware) {
  if (!asked) return runTests();
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-quality-"));
  const notes = path.join(folder, "notes.jsonl");
  writeFileSync(notes, "");
  process.env[NOTES_VARIABLE] = notes;
  const started = new Date();
  try {
    const outcomes = await runTests();
    const text = readFileSync(notes, "utf8").trim();
    save(command, {
      started: started.toISOString(),
      seconds: Math.round((Date.now() - started.getTime()) / 1000),
      commit: commit(),
      machine: machine(),
      ...summary(outcomes),
      software: findSoftware(),
      notes: text === "" ? [] : text.split("\n").map((line) => JSON.parse(line)),
    });
    return outcomes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import("../test_runners.js").Outcome[]} outcomes */
function summary(outcomes) {
  /** @type {Record<string, number>} */
  const files = {};
  for (const [file, passed] of outcomes.flatMap((one) => Object.entries(one.files)))
    files[file] = (files[file] ?? 0) + passed;
  return {
    passed: outcomes.reduce((sum, one) => sum + one.passed, 0),
    failed: outcomes.reduce((sum, one) => sum + one.failures.length, 0),
    skipped: outcomes.reduce((sum, one) => sum + one.skipped, 0),
    files,
  };
}

/**
 * @param {"test" | "compat"} command
 * @param {Run} run
 */
function save(command, run) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, `${command}.json`), JSON.stringify(run));
  writeFileSync(DOCUMENT, qualityDocument({ ...read("test"), ...read("compat") }));
  console.log(`Wrote ${DOCUMENT}.`);
}

/**
 * @param {"test" | "compat"} command
 * @returns {Runs}
 */
function read(command) {
  const file = path.join(FOLDER, `${command}.json`);
  return existsSync(file) ? { [command]: JSON.parse(readFileSync(file, "utf8")) } : {};
}

function commit() {
  const git = (/** @type {string[]} */ ...args) => spawnSync("git", args, { encoding: "utf8" }).stdout ?? "";
  const isChanged = git("status", "--porcelain", "--", ".", `:!${DOCUMENT}`) !== "";
  return git("rev-parse", "--short", "HEAD").trim() + (isChanged ? "+" : "");
}

function machine() {
  const memory = Math.round(totalmem() / 2 ** 30);
  const processor = cpus()[0]?.model.trim() || process.arch;
  return `Node.js ${process.version.slice(1)}, ${process.platform}, ${availableParallelism()} cores (${processor}), ${memory} GB`;
}
