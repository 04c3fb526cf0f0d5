import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { USUAL_SHAPE } from "@/lib/contract/account_shape";
import { type Sent, send } from "@/lib/testing/client";
import { leastCpuTime } from "@/lib/testing/cpu_time";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { rows } from "./endpoints/table";
import { bodySchema } from "./row";

/*
 * What a request costs grows no faster than its length, whatever stands in it. CPU time is measured, of server and client
 * together: for four times the length a quadratic step would take sixteen times as long.
 */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    PASSWORD_VALIDATORS: "similarity,min_length,common,numeric",
    TRUSTED_PROXIES: "127.0.0.1",
    SIGN_IN_BY: "both",
  });
});
afterAll(() => server.close());

/** Bytes. */
const BODY = { short: 15_000, long: 60_000 };
const HEADER = { short: 3_500, long: 14_000 };

/** Milliseconds: below, a measurement says nothing. */
const NOISE = 25;

/** Runs of them have taken long in some normaliser, pattern or parser. */
const UNITS = [
  ...["\u0301", "\u0315\u0301", "\u0344", "\u0f73", "e\u0301", "\u1160", "\u1100\u1161\u11a8", "\ufdfa"],
  ...["a", "1", "0", " ", "a ", "\u3000", ".", "a.", "@", "a@", '"', "\\", "=", "-", "\u{1f600}"],
];

function repeated(unit: string, bytes: number): string {
  return unit.repeat(bytes / Buffer.byteLength(unit));
}

type Make = (bytes: number) => Sent;

async function expectLinear(path: string, sizes: typeof BODY, requests: Readonly<Record<string, Make>>) {
  const slow: string[] = [];
  for (const [name, make] of Object.entries(requests)) {
    const spent = (attempts: number, bytes: number) =>
      leastCpuTime(attempts, () => send(server, path, make(bytes)));
    if ((await spent(1, sizes.long)) < NOISE) continue;
    const long = await spent(3, sizes.long);
    const short = await spent(3, sizes.short);
    if (long < NOISE) continue;
    if (long > 8 * short) slow.push(`${path} ${name}: ${Math.round(short)} ms, then ${Math.round(long)} ms`);
  }
  expect(slow).toEqual([]);
}

const withBody = rows.flatMap((row) => {
  const body = bodySchema(row, () => ({ ...USUAL_SHAPE, signInBy: "both" }));
  return body === undefined ? [] : [{ ...row, fields: ["x", ...Object.keys(body.shape)] }];
});

describe("the time of a request is linear in the length of", () => {
  test.each(withBody)("a field of $path", async ({ method, path, fields }) => {
    // Of several fields only one is long at a time, the others are good.
    const good = { username: "someone", password: "correct horse", refresh: "a.b.c", token: "a.b.c" };
    const requests = fields.flatMap((field) =>
      UNITS.map((unit): [string, Make] => [
        `${field} of ${JSON.stringify(unit)}`,
        (bytes) => ({ method, json: { ...good, [field]: repeated(unit, bytes / (unit === "\\" ? 2 : 1)) } }),
      ]),
    );
    await expectLinear(path, BODY, Object.fromEntries(requests));
  });

  test("a JSON body", async () => {
    const members = (name: (index: number) => number | string, bytes: number) =>
      `{${Array.from({ length: bytes / 15 }, (_, index) => `"${name(index)}":1`).join(",")}}`;
    const json = (text: (bytes: number) => string): Make => {
      return (bytes) => ({ headers: { "Content-Type": "application/json" }, body: text(bytes) });
    };
    await expectLinear("/user/session_signin", BODY, {
      "nested arrays": json((bytes) => "[".repeat(bytes)),
      "nested objects": json((bytes) => repeated('{"a":', bytes)),
      "empty arrays": json((bytes) => `[${repeated("[],", bytes)}1]`),
      blanks: json((bytes) => `${" ".repeat(bytes)}x`),
      "line ends": json((bytes) => `${"\n".repeat(bytes)}x`),
      "escaped marks": json((bytes) => `{"username":"${repeated("\\u0301", bytes)}"}`),
      "a long number": json((bytes) => `{"username":1.${"1".repeat(bytes)}}`),
      "a long exponent": json((bytes) => `{"username":1e${"0".repeat(bytes)}}`),
      "many names": json((bytes) => members((index) => `k${index}`, bytes)),
      // Names that are array indexes, with equal last bits: hash tables without a seed would put them into one bucket.
      "many numbers for names": json((bytes) => members((index) => index * 65_536, bytes)),
      "many long numbers for names": json((bytes) => members((index) => 2 ** 32 + index * 2 ** 16, bytes)),
      "one name": json((bytes) => `{${repeated('"username":1,', bytes)}"username":1}`),
    });
  });

  test("a form", async () => {
    const form = (text: (bytes: number) => string): Make => {
      return (bytes) => ({
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: text(bytes),
      });
    };
    const names = (bytes: number) => Array.from({ length: bytes / 8 }, (_, index) => `k${index}`).join("&");
    await expectLinear("/user/session_signin", BODY, {
      ...Object.fromEntries(
        ["&", "a&", "a=a&", "%", "%C", "+", "=", ";"].map((unit) => [
          unit,
          form((bytes) => repeated(unit, bytes)),
        ]),
      ),
      names: form(names),
      ...Object.fromEntries(
        ["utf-16", "cp949", "shift_jis", "gb18030", "iso-8859-1"].map((charset): [string, Make] => [
          charset,
          (bytes) => ({
            headers: { "Content-Type": `application/x-www-form-urlencoded; charset=${charset}` },
            body: Buffer.alloc(bytes, 0xb0),
          }),
        ]),
      ),
      marks: form((bytes) => `username=${repeated("%CC%81", bytes)}`),
    });
  });

  test("a multipart form", async () => {
    const multipart = (text: (bytes: number) => string): Make => {
      return (bytes) => ({
        headers: { "Content-Type": "multipart/form-data; boundary=b" },
        body: text(bytes),
      });
    };
    const part = (headers: string) =>
      `--b\r\ncontent-disposition: form-data; ${headers}\r\n\r\n1\r\n--b--\r\n`;
    await expectLinear("/user/session_signin", BODY, {
      parts: multipart((bytes) =>
        repeated('--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n', bytes),
      ),
      preamble: multipart((bytes) => `${repeated("\r\n--", bytes)}\r\n${part('name="a"')}`),
      "almost boundaries": multipart(
        (bytes) =>
          `--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n${repeated("\r\n--a", bytes)}\r\n--b--`,
      ),
      "empty parts": multipart((bytes) => repeated("--b\r\n", bytes)),
      dashes: multipart((bytes) => "-".repeat(bytes)),
      "line ends": multipart((bytes) => `--b\r\n${repeated("\r\n", bytes)}`),
      "part headers": multipart((bytes) => `--b\r\n${repeated("a:b\r\n", bytes)}`),
      "a folded header": multipart((bytes) => `--b\r\na:${repeated("\r\n ", bytes)}`),
      semicolons: multipart((bytes) => part(`${";".repeat(bytes)}name="a"`)),
      parameters: multipart((bytes) => part(`${repeated('a="b";', bytes)}name="a"`)),
      "quoted-printable": multipart((bytes) =>
        part('name="a"\r\ncontent-transfer-encoding: quoted-printable').replace(
          "1\r\n",
          () => `${repeated("= ", bytes)}\r\n`,
        ),
      ),
      quotes: multipart((bytes) => part(`name="${repeated('\\"', bytes)}`)),
      blanks: multipart((bytes) => part(`name=${" ".repeat(bytes)}a`)),
      "an encoded name": multipart((bytes) => part(`name*=utf-8''${repeated("%41", bytes)}`)),
    });
  });

  test("a header", async () => {
    const units = [
      ",",
      ";",
      " ",
      "=",
      "a",
      "a,",
      "a;",
      '"',
      "a=",
      "1.",
      "::",
      "[",
      "10.0.0.1,",
      "127.0.0.1,",
      "=",
    ];
    const headers = [
      ...["Accept", "Accept-Language", "Authorization", "Content-Type", "Cookie", "Forwarded"],
      ...["Origin", "Referer", "Sec-Fetch-Site", "User-Agent", "X-Forwarded-For", "If-None-Match"],
      ...["Access-Control-Request-Method", "Access-Control-Request-Headers", "X-Forwarded-Proto"],
    ];
    const starts: Readonly<Record<string, string>> = {
      Authorization: "Bearer ",
      "Content-Type": "application/json;charset",
      Cookie: 'sessionid="',
    };
    const requests = headers.flatMap((name) =>
      units.map((unit): [string, Make] => [
        `${name} of ${unit}`,
        (bytes) => ({
          headers: {
            "Content-Type": "application/json",
            [name]: `${starts[name] ?? ""}${repeated(unit, bytes)}`,
          },
          body: "{}",
        }),
      ]),
    );
    await expectLinear("/user/session_signin", HEADER, Object.fromEntries(requests));
    const credentials = ["Authorization", "Cookie"].flatMap((name) =>
      [...units, "*", "Fe26.2*", "sessionid=a;", "latchkey_access=a.b.c;", "a.b."].map(
        (unit): [string, Make] => [
          `${name} of ${unit}`,
          (bytes) => ({ headers: { [name]: `${starts[name]}${repeated(unit, bytes)}` } }),
        ],
      ),
    );
    await expectLinear("/user/me", HEADER, Object.fromEntries(credentials));
    const repeatedHeader: Make = (bytes) => ({
      headers: { "X-Forwarded-For": Array.from({ length: bytes / 20 }, () => "a") },
    });
    await expectLinear("/user/me", HEADER, { "X-Forwarded-For": repeatedHeader });
  });

  test("an address", async () => {
    for (const unit of ["/", "%", "%2f", ".", "a&", "a=a&", "next=/&", "?", ";"]) {
      const spent = (bytes: number) =>
        leastCpuTime(3, () => send(server, `/user/me/?${repeated(unit, bytes)}`));
      const long = await spent(HEADER.long);
      expect(long < NOISE || long < 8 * (await spent(HEADER.short)), unit).toBe(true);
    }
  });
});
