/** Values that nobody sends in good faith, as arbitraries of fast-check. */

import fc from "fast-check";

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

export const hostileJson = fc.oneof(
  { weight: 20, arbitrary: hostileText },
  { weight: 1, arbitrary: deepJson },
  { weight: 1, arbitrary: longJson },
);

export const fieldName = fc.constantFrom(
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

export const garbage = fc.oneof(
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

export const header = fc.oneof(
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
