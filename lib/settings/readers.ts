import { addressProblem } from "@/lib/store/address";

/**
 * Readers turn the text of one environment variable into a value, or throw a `TypeError` whose message
 * completes the sentence "NAME …" (for instance "must be a whole number").
 */
export type Reader<T> = (text: string) => T;

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** The longest duration that a setting takes: more is likelier a typo, and dates and cookies have limits. Seconds. */
const MAX_DURATION = 3650 * 86_400;

/**
 * `3m`, `7d`, `1h30m` or plain seconds.
 * @param min seconds
 * @param max seconds
 * @returns seconds
 */
export function duration(min: number, max = MAX_DURATION): Reader<number> {
  return (text) => {
    const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : sumOfUnits(text);
    if (!Number.isFinite(seconds)) throw new TypeError("must be a duration such as 90, 3m, 12h or 7d");
    if (seconds < min) throw new TypeError(`must be at least ${min}s`);
    if (seconds > max)
      throw new TypeError(`must be at most ${max < 86_400 ? `${max / 3600}h` : `${max / 86_400}d`}`);
    return seconds;
  };
}

/** Rounded down, as tokens count time. @returns seconds */
export function wholeDuration(min: number): Reader<number> {
  const read = duration(min);
  return (text) => Math.floor(read(text));
}

/** @returns seconds; NaN where the text is no sequence of amounts and units */
function sumOfUnits(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) return Number.NaN;
  let seconds = 0;
  for (const [, amount, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    seconds += Number(amount) * (UNIT_SECONDS[unit] ?? Number.NaN);
  }
  return seconds;
}

/** How often something may happen within a time. */
export interface Rate {
  readonly count: number;
  readonly seconds: number;
}

/** `10/15m`; or, as DRF writes it, `10/hour`. */
export const rate: Reader<Rate> = (text) => {
  const [, count = "", period = ""] = /^(\d{1,9})\/(.+)$/.exec(text) ?? [];
  const word = /^(s|sec|second|m|min|minute|h|hour|d|day)$/.exec(period)?.[0];
  if (Number(count) < 1) throw new TypeError("must be a number and a time such as 10/15m");
  return { count: Number(count), seconds: duration(1)(word === undefined ? period : `1${word[0]}`) };
};

export const boolean: Reader<boolean> = (text) => {
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  if (/^(false|no|off|0)$/i.test(text)) return false;
  throw new TypeError("must be true or false");
};

export function integer(min: number, max: number): Reader<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) {
      throw new TypeError(`must be a whole number from ${min} to ${max}`);
    }
    return value;
  };
}

export const text: Reader<string> = (value) => value;

/** A name that people read: one line of at most 40 characters. */
export const appName: Reader<string> = (value) => {
  if ([...value].length > 40 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value))
    throw new TypeError("must be one line of at most 40 characters");
  return value;
};

/** Comma-separated words, each once and at least one. */
export function someOf<const T extends string>(words: readonly T[]): Reader<readonly [T, ...T[]]> {
  const read = listOf(oneOf(words));
  return (text) => {
    const [first, ...others] = new Set(read(text));
    if (first === undefined) throw new TypeError(`must name at least one of ${words.join(", ")}`);
    return [first, ...others];
  };
}

/** The name of a table or column, at most as long as PostgreSQL's. */
export const identifier: Reader<string> = (value) => {
  if (/[?\p{Cc}]/u.test(value) || Buffer.byteLength(value) > 63)
    throw new TypeError("must name tables and columns of at most 63 bytes, without question marks");
  return value;
};

/** The name of a cookie or header, or a scheme of authentication: a token of RFC 9110, 5.6.2. */
export const token: Reader<string> = (value) => {
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(value)) {
    throw new TypeError("may hold letters, digits and !#$%&'*+-.^_`|~ only");
  }
  return value;
};

/**
 * One of a few words, in any case of letters.
 * @param normalize what is done to the text before it is compared
 */
export function oneOf<const T extends string>(
  words: readonly T[],
  normalize = (text: string) => text,
): Reader<T> {
  return (text) => {
    const wanted = normalize(text).toLowerCase();
    const found = words.find((word) => word.toLowerCase() === wanted);
    if (found === undefined) throw new TypeError(`must be one of ${words.join(", ")}`);
    return found;
  };
}

export const sameSite = oneOf(["Lax", "Strict", "None"]);

/** @param message completes the sentence "NAME …" where a value is read but is not valid */
export function refine<T>(read: Reader<T>, isValid: (value: T) => boolean, message: string): Reader<T> {
  return (text) => {
    const value = read(text);
    if (!isValid(value)) throw new TypeError(message);
    return value;
  };
}

/** Comma-separated; the word `none` is the empty list. */
export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (text) => {
    if (isNone(text)) return [];
    const words = text.split(",").map((word) => word.trim());
    return words.filter((word) => word !== "").map(read);
  };
}

/** Secrets, which may stand one a line, too, as in a file. */
export const secrets: Reader<readonly string[]> = (value) => listOf(text)(value.replaceAll("\n", ","));

/** The word `none` is Django's None. */
export function orNone<T>(read: Reader<T>): Reader<T | null> {
  return (text) => (isNone(text) ? null : read(text));
}

function isNone(text: string): boolean {
  return text.toLowerCase() === "none";
}

/** PyJWT's AUDIENCE: one is a string, several are a list; an empty list is none. */
export const audience: Reader<string | readonly string[] | null> = (value) => {
  const audiences = listOf(text)(value);
  const [first = null] = audiences;
  return audiences.length > 1 ? audiences : first;
};

/** A header's name as HTTP writes it or as Django's META spells it, HTTP_X_ACCESS_TOKEN. @returns lower case */
export const headerName: Reader<string> = (value) =>
  token(value)
    .replace(/^HTTP_/, "")
    .replaceAll("_", "-")
    .toLowerCase();

/** A cookie's path: it may hold no blank and no semicolon, which would end the attribute (RFC 6265, 4.1.1). */
export const path: Reader<string> = (value) => {
  if (!/^\/[\x21-\x3a\x3c-\x7e]*$/.test(value)) throw new TypeError("must be a path that starts with /");
  return value;
};

/** A name of the IANA's time zone database. */
export const timeZone: Reader<string> = (value) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return value;
  } catch {
    throw new TypeError("must be a time zone such as UTC or Asia/Seoul");
  }
};

/** Who a mail is from: `a@example.com`, or `A name <a@example.com>`. One line, one address. */
export const sender: Reader<{ readonly name: string; readonly address: string }> = (value) => {
  const [, name = "", inBrackets, alone] =
    /^(?:"?([^<>"\p{Cc}]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))$/u.exec(value) ?? [];
  const address = inBrackets ?? alone ?? "";
  if (!/^[^\s@,;:()"]+@[^\s@,;()"]+$/.test(address))
    throw new TypeError(
      "must be an address such as accounts@example.com, or Accounts <accounts@example.com>",
    );
  return { name, address };
};

/** `file:…`, relative to the folder the app runs in, or `postgresql://…` with the name of a database. */
export const databaseUrl: Reader<string> = (value) => {
  const problem = addressProblem(value);
  if (problem !== null) throw new TypeError(problem);
  return value;
};
