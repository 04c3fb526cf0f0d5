import type { Engine } from "./statements";

/** What the key of a user's row is, as Django's fields name it: AutoField, BigAutoField, UUIDField, CharField. */
export type KeyType = "integer" | "bigint" | "uuid" | "text";

const DIGITS = /^\d{1,19}$/;
/** The usual case, which needs no BigInt: no leading zero, and certainly not above MAX_BIGINT. */
const SMALL_NUMBER = /^[1-9]\d{0,17}$/;
const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;
const MAX_BIGINT = 2n ** 63n - 1n;

/**
 * The text by which a user is named outside the user's own table, as the claim of a token has it.
 * @param text what a token says
 * @returns null where no row can have such a key
 */
export function canonicalKey(type: KeyType, text: string): string | null {
  switch (type) {
    case "integer":
    case "bigint": {
      if (SMALL_NUMBER.test(text)) return text;
      const value = DIGITS.test(text) ? BigInt(text) : null;
      return value === null || value > MAX_BIGINT ? null : value.toString();
    }
    case "uuid":
      return UUID.exec(text)?.slice(1).join("-").toLowerCase() ?? null;
    case "text":
      return text;
  }
}

/** A key as answers show it: a number, unless JSON's readers would round it. */
export function idOfKey(type: KeyType, key: string): number | string {
  const id = type === "integer" || type === "bigint" ? Number(key) : key;
  return typeof id === "number" && !Number.isSafeInteger(id) ? key : id;
}

/** How the text of a key becomes the column's own type, and back, in SQL. */
export interface KeySql {
  /** The column's value as it is read: a number, or the text of the key. */
  selected(column: string): string;
  /** The text of the key. */
  text(column: string): string;
  /** From a parameter, which {@link canonicalKey} has checked. */
  readonly fromParam: string;
  /** From a column of our own; null where its text is no key, as after a change of the user table. */
  fromText(column: string): string;
}

/** Conversions stand on our side of each comparison, so that the index on the user's key is used. */
export function keySql(engine: Engine, type: KeyType): KeySql {
  if (type === "text") return { selected: same, text: same, fromParam: "?", fromText: same };
  return engine === "sqlite" ? sqliteKey(type) : postgresqlKey(type);
}

const same = (column: string) => column;
const asText = (column: string) => `CAST(${column} AS TEXT)`;
/** The driver makes a number of every integer, and would round one beyond 2^53: two users would have one key. */
const unlessRounded = (column: string) =>
  `CASE WHEN ${column} <= ${Number.MAX_SAFE_INTEGER} THEN ${column} ELSE ${asText(column)} END`;

/** Django stores a UUID as 32 digits in a char(32). An integer column compares with the text of a number as with the number. */
function sqliteKey(type: Exclude<KeyType, "text">): KeySql {
  if (type !== "uuid")
    return {
      selected: type === "integer" ? unlessRounded : asText,
      text: asText,
      fromParam: "?",
      fromText: same,
    };
  const parts = [
    [1, 8],
    [9, 4],
    [13, 4],
    [17, 4],
    [21, 12],
  ];
  const dashed = (column: string) =>
    parts.map(([start, length]) => `substr(${column}, ${start}, ${length})`).join(" || '-' || ");
  const undashed = (text: string) => `replace(${text}, '-', '')`;
  return { selected: dashed, text: dashed, fromParam: undashed("?"), fromText: undashed };
}

/** Casting text that is not such a key is an error in PostgreSQL: these conditions are checked first. */
const FITTING = {
  integer: (column: string) => `${column} ~ '^[0-9]{1,18}$'`,
  bigint: (column: string) => `${column} ~ '^[0-9]{1,19}$' AND CAST(${column} AS NUMERIC) <= ${MAX_BIGINT}`,
  uuid: (column: string) => `${column} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`,
} as const;

function postgresqlKey(type: Exclude<KeyType, "text">): KeySql {
  const name = type === "uuid" ? "UUID" : "BIGINT";
  return {
    selected: type === "integer" ? same : asText,
    text: asText,
    fromParam: `CAST(? AS ${name})`,
    fromText: (column) => `CASE WHEN ${FITTING[type](column)} THEN CAST(${column} AS ${name}) END`,
  };
}
