import { envText } from "./env_text";
import type { Inspected } from "./inspect";

/** 0: nothing to mind; 1: somebody has to decide, or to know; 2: not possible so. */
export function exitCodeOf({ problems, decisions }: Pick<Inspected, "problems" | "decisions">): 0 | 1 | 2 {
  if (problems.length > 0) return 2;
  return decisions.length > 0 ? 1 : 0;
}

/** Everything that was found, for programs. */
export function reportJson(inspected: Inspected): unknown {
  const { userTable, facts, counts, problems, decisions, notes } = inspected;
  return {
    user_table: {
      table: userTable.table,
      key: userTable.key,
      columns: userTable.columns,
      columns_without_value: userTable.unfilled,
    },
    users: {
      total: counts.total,
      hashes: Object.fromEntries(counts.hashes),
      hashes_not_checked: Object.fromEntries(counts.uncheckable),
      names_alike: counts.sameNames,
      addresses_shared: counts.sameAddresses,
    },
    database: {
      live_sessions: facts.liveSessions,
      live_tokens: facts.liveTokens,
      adopted: facts.isAdopted,
      missing_rights: facts.missingRights,
    },
    ...{ problems, decisions, notes },
    writes: { tables: placeOf(inspected), env: inspected.lines, asked: inspected.asked },
  };
}

/** The same for people. */
export function reportText(inspected: Inspected): string {
  const { userTable, counts, problems, decisions, notes } = inspected;
  const { table, key } = userTable;
  return [
    `Users: ${counts.total} in ${table}, whose key ${key.column} is ${NAMES[key.type]}.`,
    ...[...counts.hashes].map(([kind, count]) => `  ${String(count).padStart(9)}  ${kind}`),
    ...section("Not possible so:", problems),
    ...section("To decide, or to know:", decisions),
    ...section("Good to know:", notes),
    ...(problems.length > 0 ? [] : writing(inspected)),
  ].join("\n");
}

const NAMES = { integer: "an integer", bigint: "an integer", uuid: "a UUID", text: "text" } as const;

function section(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : ["", title, ...sentences.map((sentence) => `- ${sentence}`)];
}

function writing(inspected: Inspected): string[] {
  const { isAdopted } = inspected.facts;
  return [
    "",
    isAdopted
      ? "The database is adopted already. `npm run adopt -- --yes` writes these lines of .env anew:"
      : `\`npm run adopt -- --yes\` makes ${placeOf(inspected)}, touches nothing of Django's, and writes these lines into .env:`,
    "",
    envText(inspected).trimEnd(),
  ];
}

function placeOf({ facts, url }: Pick<Inspected, "facts" | "url">): string {
  if (facts.place === "own schema") return "tables named latchkey_… in a schema latchkey of their own";
  return url.startsWith("file:")
    ? "tables named latchkey_… in the same file, whose journal becomes a write-ahead log (WAL)"
    : "tables named latchkey_… beside Django's";
}
