/** A good request with something changed in it, for tests that change requests at random. */

import type { Sent } from "../client";

/** What is different from a good request. Plain data, so that a counterexample can be read. */
export interface Change {
  readonly method?: string;
  /** Added to the path. */
  readonly suffix?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  /** By field, the JSON text to send for it, valid or not. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Further members of the object, as they are written. */
  readonly extra?: string;
  /** Texts before and after the object. */
  readonly around?: readonly [string, string];
  readonly encoding?: keyof typeof ENCODINGS;
  readonly form?:
    | "urlencoded"
    | "multipart"
    | "multipart without an end"
    | "multipart without a boundary"
    | "multipart files";
}

/** A request that succeeds when nothing in it is changed. */
export interface Good {
  readonly method: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
}

export const ENCODINGS = {
  utf8: (text: string) => Buffer.from(text, "utf8"),
  "utf8 with BOM": (text: string) => Buffer.from(`\ufeff${text}`, "utf8"),
  utf16le: (text: string) => Buffer.from(text, "utf16le"),
  "utf16le with BOM": (text: string) => Buffer.from(`\ufeff${text}`, "utf16le"),
  utf16be: (text: string) => Buffer.from(text, "utf16le").swap16(),
  "utf16 cut in half": (text: string) => Buffer.from(text, "utf16le").subarray(0, -1),
  latin1: (text: string) => Buffer.from(text, "latin1"),
  "utf8 with bytes of none": (text: string) => Buffer.from(text.replace(/"\}*$/, "\xff\xc0\xaf$&"), "latin1"),
  "surrogates in utf8": (text: string) => Buffer.from(text.replace(/"\}*$/, "\xed\xa0\x80$&"), "latin1"),
  gzip: () => Buffer.from("1f8b0800000000000003abae0500436fbeb002000000", "hex"),
  nothing: () => Buffer.alloc(0),
} as const;

/** The request that a good one becomes by its changes. */
export function changed(
  good: Good,
  { method = good.method, suffix = "", ...what }: Change,
): Sent & { path: string } {
  const cookies = Object.entries({ ...good.cookies, ...what.cookies }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const { type, body } = what.form
    ? formBody({ ...good.fields, ...what.fields }, what.form)
    : jsonBody({ ...good.fields, ...what.fields }, what);
  const headers = {
    ...(cookies.length > 0 ? { Cookie: cookies.join("; ") } : {}),
    "Content-Type": type,
    ...what.headers,
  };
  return { path: good.path + suffix, method, headers, body };
}

function jsonBody(
  fields: Readonly<Record<string, string>>,
  { extra, around: [before, behind] = ["", ""], encoding = "utf8" }: Change,
) {
  const members = [
    ...Object.entries(fields).map(([name, json]) => `${JSON.stringify(name)}:${json}`),
    ...(extra ? [extra] : []),
  ];
  return { type: "application/json", body: ENCODINGS[encoding](`${before}{${members.join(",")}}${behind}`) };
}

function formBody(fields: Readonly<Record<string, string>>, form: NonNullable<Change["form"]>) {
  const entries = Object.entries(fields).map(
    ([name, json]) => [name, json.replace(/^"(.*)"$/, "$1")] as const,
  );
  if (form === "urlencoded") {
    const pairs = entries.map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${value.toWellFormed().replaceAll(/[&=+]/g, encodeURIComponent)}`,
    );
    return { type: "application/x-www-form-urlencoded", body: Buffer.from(pairs.join("&")) };
  }
  const file = form === "multipart files" ? '; filename="a\\"b.txt"' : "";
  const parts = entries.map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`,
  );
  const end = form === "multipart without an end" ? "" : "--b--\r\n";
  const type =
    form === "multipart without a boundary" ? "multipart/form-data" : "multipart/form-data; boundary=b";
  return { type, body: Buffer.from(parts.join("") + end) };
}
