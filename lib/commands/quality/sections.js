// @ts-check
import path from "node:path";
import { amount, table } from "./table.js";

/** @typedef {import("./notes.js").Runs} Runs */
/** @typedef {import("./notes.js").Note} Note */

const NOTHING = "There is no such run yet.";

/** Tests that try to break in, by what they try. @type {readonly (readonly [string, RegExp])[]} */
const ATTACKS = [
  [
    "Forged, stolen, replayed and planted credentials",
    /\/(attacks|attacks_endings|replay|planted_cookies|page_tokens|userless_tokens|reused_id)\.test/,
  ],
  [
    "Guessing passwords, and finding out which accounts exist",
    /\/(attacks_accounts|throttle|sign_up_tells|same_address|sign_in_load)\.test/,
  ],
  ["Requests from other sites", /\/(attacks_cross_site|cors)\.(test|spec)/],
  [
    "Requests that nobody sends in good faith",
    /\/(hostile_requests|request_listener|linear_time|body|refusals\w*)\.(test|spec)/,
  ],
  ["Headers that browsers act on", /\/headers\.spec/],
  ["Races, kills and broken storage amid refreshes", /\/refresh_\w+\.test|sign_outs_overlapping/],
];

/** What is made at random in a file, where its name does not say it. @type {Record<string, string>} */
const GENERATED = {
  "lib/http/mutations.property.test.ts": "requests with anything changed in them, to every endpoint",
  "lib/http/json/parse.test.ts": "JSON bodies, read as Python reads them",
  "lib/contract/fields.test.ts": "fields of forms",
  "lib/contract/form_refusal.test.ts": "refusals of forms",
  "lib/contract/next_path.test.ts": "addresses to go on to",
  "lib/contract/language.test.ts": "Accept-Language headers",
  "lib/credentials/passwords/check_password.test.ts": "passwords and stored hashes",
  "lib/sessions/refresh_model.test.ts":
    "sequences of sign-ins, refreshes, sign-outs and time passing, against a model",
  "lib/sessions/refresh_history.test.ts":
    "histories of four clients and two servers, checked for linearizability",
};

/**
 * @template {Note["kind"]} Kind
 * @param {import("./notes.js").Run | undefined} run
 * @param {Kind} kind
 * @returns {Extract<Note, { kind: Kind }>[]}
 */
function notesOf(run, kind) {
  return /** @type {Extract<Note, { kind: Kind }>[]} */ (
    (run?.notes ?? []).filter((note) => note.kind === kind)
  );
}

/**
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @returns {[string, Item[]][]} in the order of the keys
 */
function grouped(items, keyOf) {
  /** @type {Record<string, Item[]>} */
  const groups = {};
  for (const item of items) {
    const key = keyOf(item);
    groups[key] = [...(groups[key] ?? []), item];
  }
  return Object.entries(groups).sort(([a], [b]) => a.localeCompare(b, "en"));
}

/** @param {Runs} runs */
export function accessibility({ test }) {
  const looks = notesOf(test, "axe");
  const violations = looks.reduce((sum, look) => sum + look.violations, 0);
  const rows = grouped(looks, ({ state }) => state).map(([state, notes]) => [
    state,
    [...new Set(notes.map(({ look }) => look))].sort().join(", "),
    amount(notes.reduce((sum, note) => sum + note.violations, 0)),
  ]);
  const intro =
    looks.length === 0
      ? NOTHING
      : `axe-core ${test?.software["axe-core"]} with all of its rules looked at ${amount(rows.length)} states of the pages, ${amount(looks.length)} times in all: ${amount(violations)} violations.`;
  return section("Accessibility", intro, ["state", "looked at in", "violations"], rows);
}

/** @param {Runs} runs */
export function browsers({ compat }) {
  const played = notesOf(compat, "scenario");
  const all = grouped(played, ({ browser }) => browser);
  const rows = grouped(played, ({ name }) => name).map(([name, notes]) => [
    name,
    ...all.map(([browser]) => (notes.some((note) => note.browser === browser) ? "passed" : "–")),
  ]);
  const intro =
    all.length === 0
      ? NOTHING
      : "Each scenario runs on the built app as `npm start` serves it. It fails where the page's console has an error, or the page's content security policy forbids anything. WebKitGTK's is the engine of Safari; its errors are seen once a page is loaded.";
  return section("Browsers", intro, ["scenario", ...all.map(([browser]) => browser)], rows);
}

/** @param {Runs} runs */
export function generatedCases({ test }) {
  const all = notesOf(test, "generated");
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const rows = grouped(all, ({ file }) => path.relative(".", file).replaceAll(path.sep, "/")).map(
    ([file, notes]) => [
      GENERATED[file] ?? path.basename(file, ".test.ts").replaceAll("_", " "),
      `\`${file}\``,
      amount(notes.reduce((sum, { count }) => sum + count, 0)),
    ],
  );
  const intro =
    all.length === 0
      ? NOTHING
      : `${amount(total)} cases were made at random, on SQLite and PostgreSQL where the database has a say.`;
  return section("Generated cases", intro, ["what", "test", "cases"], rows);
}

/** @param {Runs} runs */
export function attacks({ test }) {
  const files = Object.entries(test?.files ?? {});
  const rows = ATTACKS.map(([what, pattern]) => {
    const count = files.filter(([file]) => pattern.test(file)).reduce((sum, [, passed]) => sum + passed, 0);
    return [what, amount(count)];
  });
  const intro = files.length === 0 ? NOTHING : "Tests that passed, of those that try what an attacker would.";
  return section("Attacks", intro, ["what", "tests"], rows);
}

/** @param {Runs} runs */
export function software({ test, compat }) {
  const noted = notesOf(test, "software").map(({ name, version }) => [name, version]);
  const versions = { ...test?.software, ...compat?.software, ...Object.fromEntries(noted) };
  const rows = Object.entries(versions).sort(([a], [b]) => a.localeCompare(b, "en"));
  return section("Tested against", "The versions of these runs.", ["software", "version"], rows);
}

/**
 * @param {string} heading
 * @param {string} intro
 * @param {string[]} header
 * @param {string[][]} rows
 */
function section(heading, intro, header, rows) {
  return [`## ${heading}`, intro, ...(rows.length > 0 ? [table(header, rows)] : [])].join("\n\n");
}
