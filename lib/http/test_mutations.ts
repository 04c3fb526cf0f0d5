import fc from "fast-check";
import type { Sent } from "./test_client";

/** What is different from a good request. Plain data, so that a counterexample can be read. */
export interface Change {
  readonly method?: string;
  /** Behind the path. */
  readonly suffix?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  /** JSON texts, or what is none, by field. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Further members of the object, as they are written. */
  readonly extra?: string;
  /** What stands before and behind the object. */
  readonly around?: readonly [string, string];
  readonly encoding?: keyof typeof ENCODINGS;
  readonly form?:
    | "urlencoded"
    | "multipart"
    | "multipart without an end"
    | "multipart without a boundary"
    | "multipart files";
}

/** A request that would be answered well, but for its changes. */
export interface Good {
  readonly method: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
}

const ENCODINGS = {
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

const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 60,
});

const hostileText = fc.oneof(
  fc.constantFrom(
    ...["null", "true", "false", "[]", "{}", "[1]", '[["x"]]', '{"a":1}', '{"toString":1}', '{"then":1}'],
    ...[
      "0",
      "-0",
      "1e400",
      "1E5",
      "0.1",
      "24.0",
      "-1",
      "151",
      "1".repeat(30),
      "1".repeat(4301),
      "01",
      "+1",
      ".5",
      "1.",
    ],
    ...[
      '""',
      '" "',
      '"\\u0000"',
      '"a\\ud800"',
      '"\\udfffb"',
      '"\\ud83d\\ude00"',
      '"\\ufeff"',
      '"\u2028"',
      '"a\tb"',
    ],
    ...[
      "NaN",
      "Infinity",
      "-Infinity",
      "undefined",
      "'x'",
      '"\\x"',
      '"\\u12"',
      '"unterminated',
      "",
      ",",
      "}",
      "]",
      "/**/1",
    ],
    ...[
      '"a@b.c"',
      '"a@b,c@d.e"',
      '"a@b.c\\r\\nBcc: d@e.f"',
      '"<b>"',
      `"${"x".repeat(5000)}"`,
      `"${"€".repeat(1366)}"`,
    ],
    ...[
      '"admin\' OR 1=1 --"',
      '"{{7*7}}"',
      '"../../etc/passwd"',
      '"%00"',
      '"\\ufdfa\\ufdfa"',
      `"${"\\ufdfa".repeat(150)}"`,
    ],
  ),
  fc.json(),
  fc.string({ unit: "binary", maxLength: 200 }).map((text) => JSON.stringify(text)),
  fc.string({ unit: "grapheme", maxLength: 200 }).map((text) => JSON.stringify(text)),
);

const deepJson = fc
  .tuple(fc.constantFrom("[", '{"a":'), fc.integer({ min: 1, max: 12_000 }))
  .map(([open, depth]) => `${open.repeat(depth)}1${(open === "[" ? "]" : "}").repeat(depth)}`);

/** About as long as a body may be. */
const longJson = fc.integer({ min: 60_000, max: 70_000 }).map((length) => `"${"x".repeat(length)}"`);

const hostileJson = fc.oneof(
  { weight: 20, arbitrary: hostileText },
  { weight: 1, arbitrary: deepJson },
  { weight: 1, arbitrary: longJson },
);

const fieldName = fc.constantFrom(
  ...["username", "password", "email", "age", "refresh", "token"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "", "non_field_errors"],
  ...[
    "id",
    "is_staff",
    "is_superuser",
    "is_active",
    "user_id",
    "last_login",
    "keep_current",
    "username\u0000",
  ],
);

const garbage = fc.oneof(
  fc.constantFrom(
    ...["", "null", "undefined", '"', ";", "=", "%00", "x".repeat(4000), "*".repeat(4000)],
    ...[
      "Fe26.2*1*a*b*c*d*e*f",
      "Fe26.2*1*a*b*c*d*e*f~2",
      "Fe26.2*__proto__*a*b*c**e*f~2",
      "a*b*c*d*e*f*g*h",
      "~2",
    ],
    ...[
      "..",
      "a.b.c",
      "a.b.c.d.e",
      "eyJhbGciOiJub25lIn0.e30.",
      "eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
      '{"payload":"","signatures":[]}',
    ],
  ),
  headerText,
);

const header = fc.oneof(
  fc.tuple(
    fc.constant("Authorization"),
    fc
      .tuple(fc.constantFrom("", "Bearer ", "bearer ", "Bearer  ", "Basic ", "Bearer a "), garbage)
      .map((words) => words.join("")),
  ),
  fc.tuple(
    fc.constant("Content-Type"),
    fc.oneof(
      fc.constantFrom(
        ...[
          "text/plain",
          "application/jsonx",
          "application/json;",
          "APPLICATION/JSON",
          "application/json, text/plain",
          "",
          "/",
          ";",
        ],
        ...[
          "application/json; charset=utf-16",
          "application/json; charset=utf-16be",
          'application/json; charset="latin1"',
        ],
        ...[
          "application/json; charset=utf-7",
          "application/json; charset=",
          "application/json; charset=\xff",
          "application/json; charset=iso-2022-kr",
        ],
        ...[
          "application/x-www-form-urlencoded; charset=utf-16",
          "multipart/form-data",
          "multipart/form-data; boundary=",
          'multipart/form-data; boundary="\\"',
        ],
        ...["application/octet-stream", "application/merge-patch+json", "text/html"],
      ),
      headerText,
    ),
  ),
  fc.tuple(
    fc.constantFrom(
      "Accept",
      "Accept-Language",
      "Accept-Encoding",
      "Content-Encoding",
      "Content-Language",
      "User-Agent",
      "Referer",
      "X-Forwarded-For",
      "Forwarded",
      "If-None-Match",
      "If-Modified-Since",
      "Range",
      "Upgrade-Insecure-Requests",
      "X-HTTP-Method-Override",
      "Purpose",
      "Next-Action",
      "RSC",
      "Cookie2",
      "__proto__",
      "constructor",
    ),
    fc.oneof(
      headerText,
      fc.constantFrom(
        "*/*",
        "text/html",
        "application/xml",
        "*",
        "ko",
        "ko;q=2,en;q=x",
        "gzip",
        "DELETE",
        "bytes=0-",
        "0",
      ),
    ),
  ),
  fc.tuple(
    fc.constantFrom("Origin", "Sec-Fetch-Site"),
    fc.oneof(
      fc.constantFrom("null", "same-origin", "cross-site", "none", "http://127.0.0.1:8000"),
      headerText,
    ),
  ),
  fc.tuple(fc.constant("Cookie"), headerText),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .dictionary(fieldName, hostileJson, { minKeys: 1, maxKeys: 4 })
      .map((fields) => ({ fields: { ...fields } })),
  },
  { weight: 3, arbitrary: header.map(([name, value]) => ({ headers: { [name]: value } })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("sessionid", "t", "t_refresh", "csrftoken", "SESSIONID", "__Host-sessionid"),
        garbage,
      )
      .map(([name, value]) => ({ cookies: { [name]: value } })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...(Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[]))
      .map((encoding) => ({ encoding })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        "urlencoded",
        "multipart",
        "multipart without an end",
        "multipart without a boundary",
        "multipart files",
      )
      .map((form) => ({ form })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("[", "\u0000", "//\n", "\ufeff", " ", "null", '{"a":', "{", ""),
        fc.constantFrom("]", "}", "\u0000", ",", " ", "null", "{}", ""),
      )
      .map((around) => ({ around })),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fieldName, hostileJson), { minLength: 1, maxLength: 3 })
      .map((pairs) => ({ extra: pairs.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",") })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "PROPFIND",
        "MKCOL",
        "REPORT",
        "M-SEARCH",
      )
      .map((method) => ({ method })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        "/",
        "//",
        "/.",
        "/..",
        "?",
        "?a=b&username=x",
        "?%00",
        "?%ff=%",
        "#x",
        "%2f",
        "%00",
        ";a=b",
        "/x",
        "\\",
      )
      .map((suffix) => ({ suffix })),
  },
);

/** One change or several. */
export const changes: fc.Arbitrary<Change> = fc
  .array(change, { minLength: 1, maxLength: 4 })
  .map((parts) =>
    Object.assign({}, ...parts, joined(parts, "headers"), joined(parts, "cookies"), joined(parts, "fields")),
  );

function joined(parts: readonly Change[], name: "headers" | "cookies" | "fields"): Change {
  const all = parts.flatMap((part) => Object.entries(part[name] ?? {}));
  return all.length === 0 ? {} : { [name]: Object.fromEntries(all) };
}

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
