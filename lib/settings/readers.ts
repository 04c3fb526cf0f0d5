import { isIP } from "node:net";

/**
 * Readers turn the text of one environment variable into a value, or throw a `TypeError` whose message
 * completes the sentence "NAME …" (for instance "must be a whole number").
 */
export type Reader<T> = (text: string) => T;

const UNIT_SECONDS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** `3m`, `7d`, `1h30m` or plain seconds. @returns seconds */
export function duration(atLeast: number): Reader<number> {
  return (text) => {
    const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : sumOfUnits(text);
    if (!Number.isFinite(seconds)) throw new TypeError("must be a duration such as 90, 3m, 12h or 7d");
    if (seconds < atLeast) throw new TypeError(`must be at least ${atLeast}s`);
    // Ten years: beyond it dates and cookie lifetimes stop making sense, and a typo is likelier than a wish.
    if (seconds > 315_360_000) throw new TypeError("must be at most 3650d");
    return seconds;
  };
}

function sumOfUnits(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) return Number.NaN;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    seconds += Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
  }
  return seconds;
}

export const boolean: Reader<boolean> = (text) => {
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  if (/^(false|no|off|0)$/i.test(text)) return false;
  throw new TypeError("must be true or false");
};

export function integer(least: number, most: number): Reader<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) {
      throw new TypeError(`must be a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

export const text: Reader<string> = (value) => value;

/** A cookie or claim name, and whatever else travels in a header: printable ASCII without separators. */
export const token: Reader<string> = (value) => {
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(value)) {
    throw new TypeError("may hold letters, digits and !#$%&'*+-.^_`|~ only");
  }
  return value;
};

export function oneOf<const T extends string>(values: readonly T[], normalise = (v: string) => v): Reader<T> {
  return (value) => {
    const found = values.find((candidate) => candidate.toLowerCase() === normalise(value).toLowerCase());
    if (found === undefined) throw new TypeError(`must be one of ${values.join(", ")}`);
    return found;
  };
}

/** Comma-separated; the word `none` is the empty list. */
export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value) => {
    if (isNone(value)) return [];
    const words = value.split(",").map((word) => word.trim());
    return words.filter((word) => word !== "").map(reader);
  };
}

/** The word `none` is Django's None. */
export function orNone<T>(reader: Reader<T>): Reader<T | null> {
  return (value) => (isNone(value) ? null : reader(value));
}

function isNone(value: string): boolean {
  return value.toLowerCase() === "none";
}

/** An IP address or a CIDR range. */
export const addressRange: Reader<string> = (value) => {
  const [address = "", bits] = value.split("/");
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  if (family === 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most))) {
    throw new TypeError("must list addresses or ranges such as 10.0.0.1 or 10.0.0.0/8");
  }
  return value;
};

/** An origin as browsers send it: scheme, host and port, nothing behind them. */
export const origin: Reader<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search || url.hash) {
    throw new TypeError("must be an origin such as https://accounts.example.com");
  }
  return url.origin;
};

/** A cookie or path prefix: starts with a slash, holds nothing that could end the attribute. */
export const path: Reader<string> = (value) => {
  if (!/^\/[\x21-\x3a\x3c-\x7e]*$/.test(value)) throw new TypeError("must be a path that starts with /");
  return value;
};

/** Where keys are fetched from: nobody on the way may put others in their place. */
export const secureUrl: Reader<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  const loopback = url?.protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (!url || !(url.protocol === "https:" || loopback)) {
    throw new TypeError("must be an https address (http only on this machine)");
  }
  return url.href;
};

/** `file:…`, relative to the folder the app runs in, or `postgresql://…` with the name of a database. */
export const databaseUrl: Reader<string> = (value) => {
  if (value.startsWith("file:")) return value;
  const isServer =
    /^postgres(ql)?:\/\//.test(value) && URL.canParse(value) && new URL(value).pathname.length > 1;
  if (isServer) return value;
  throw new TypeError(
    "must be a file: address such as file:./data/latchkey.db, or postgresql://user:password@host:5432/database",
  );
};
