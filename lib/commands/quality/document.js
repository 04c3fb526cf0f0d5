// @ts-check
import { accessibility, attacks, browsers, generatedCases, software } from "./sections.js";
import { amount, table } from "./table.js";

/** @typedef {import("./notes.js").Runs} Runs */
/** @typedef {import("./notes.js").Run} Run */

/**
 * docs/quality.md.
 * @param {Runs} runs
 * @returns {string} Markdown
 */
export function qualityDocument(runs) {
  const sections = [accessibility, browsers, generatedCases, attacks, software];
  return `${[HEAD, runTable(runs), ...sections.map((section) => section(runs)), NOT_TESTED].join("\n\n")}\n`;
}

const HEAD = `# Quality

What the tests found. \`npm test -- --quality\` and \`npm run test:compat -- --quality\` write this file: no number comes from
anywhere else. It holds the last such run of each command, whether all of it passed or not.`;

const NOT_TESTED = `## What is not tested

- Safari, Chrome and Edge as their makers ship them; browsers of phones; older versions of any browser.
- Screen readers, by people who use them. axe finds a part of what can be wrong; it cannot tell whether a page makes sense
  when it is read aloud.
- Password managers, and fields that browsers fill in by themselves.
- Other systems than that of the machine above.
- Nobody outside of the project has audited the code.`;

/** @param {Runs} runs */
function runTable({ test, compat }) {
  const rows = [row("npm test", test), row("npm run test:compat", compat)];
  const machines = [...new Set([test, compat].map((run) => run?.machine).filter(Boolean))];
  const header = ["run", "when", "commit", "took", "tests passed", "failed", "left out"];
  return `${table(header, rows)}\n\n${machines.join("; ")}. A commit with + had changes that were not committed yet.`;
}

/**
 * @param {string} command
 * @param {Run | undefined} run
 */
function row(command, run) {
  if (run === undefined) return [`\`${command}\``, "not yet", "", "", "", "", ""];
  const { started, commit, seconds, passed, failed, skipped } = run;
  const when = `${started.slice(0, 16).replace("T", " ")} UTC`;
  const took = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return [`\`${command}\``, when, commit, took, amount(passed), amount(failed), amount(skipped)];
}
