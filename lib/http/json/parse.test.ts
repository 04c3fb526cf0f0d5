import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "@/lib/testing/cpu_time";
import { JsonNumber, JsonParseError, type JsonValue, parseJson } from "./index";

/** What CPython answered; `made_with` in the file says how it was recorded. */
const python = JSON.parse(
  readFileSync(new URL("./fixtures/python_json.json", import.meta.url), "utf8"),
) as Readonly<{ malformed: [string, string][]; numbers: [string, string][] }>;

function failure(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonParseError) return error.message;
    throw error;
  }
  return "no failure";
}

/** As JSON.parse gives it: numbers as numbers, objects with their usual prototype. */
function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.source);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

const withPassword = (text: string): unknown => (parseJson(text) as { password: unknown }).password;

describe("beside CPython", () => {
  test("the corpus is all there", () => {
    expect(python.malformed.length).toBeGreaterThanOrEqual(300);
    expect(python.numbers.length).toBeGreaterThanOrEqual(100);
  });

  test.each(python.malformed)("%j fails in the same words", (text, message) => {
    expect(failure(text)).toBe(message);
  });

  test.each(python.numbers)("%s is the same string", (source, expected) => {
    const number = parseJson(source);
    expect(number).toBeInstanceOf(JsonNumber);
    expect((number as JsonNumber).toPythonString()).toBe(expected);
    expect((number as JsonNumber).isInteger).toBe(/^-?\d+$/.test(source));
  });
});

describe("numbers", () => {
  test("keep every digit", () => {
    expect(withPassword('{"password": 12345678901234567890}')).toEqual(
      new JsonNumber("12345678901234567890"),
    );
    expect(withPassword('{"password":1.0}')).toEqual(new JsonNumber("1.0"));
  });

  test.each([
    ["NaN", "NaN"],
    ["[Infinity]", "Infinity"],
    ['{"a":-Infinity}', "-Infinity"],
    ["1e400", "Infinity"],
    ["-1e400", "-Infinity"],
    [`1${"0".repeat(400)}.0`, "Infinity"],
  ])("%s is out of range", (text, constant) => {
    expect(failure(text)).toBe(`Out of range float values are not JSON compliant: '${constant}'`);
  });
});

describe("objects", () => {
  test("have no prototype and no special keys", () => {
    const value = parseJson('{"__proto__": {"is_staff": true}, "constructor": 1}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(value.is_staff).toBeUndefined();
    expect(({} as Record<string, unknown>).is_staff).toBeUndefined();
  });

  test("keep the last of duplicate keys", () => {
    expect(plain(parseJson('{"a": 1, "b": 2, "a": [3]}'))).toEqual({ a: [3], b: 2 });
    expect(plain(parseJson('{"__proto__": 1, "__proto__": 2}'))).toEqual(
      Object.fromEntries([["__proto__", 2]]),
    );
  });
});

describe("strings", () => {
  test.each([
    ['"a\\ud800b"', "a\ud800b"],
    ['"\\udc00\\ud800"', "\udc00\ud800"],
    ['"\\ud83d\\ude00"', "😀"],
    ['"\\u0000\\"\\\\\\/\\b\\f\\n\\r\\t"', '\0"\\/\b\f\n\r\t'],
    ['"\u007f\u2028"', "\u007f\u2028"],
  ])("%s", (text, expected) => {
    expect(parseJson(text)).toBe(expected);
  });
});

describe("depth", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

  test("is 100 at most", () => {
    expect(failure(nested(100))).toBe("no failure");
    expect(failure(nested(101))).toBe("Nested too deeply: line 1 column 101 (char 100)");
    expect(failure('{"a":'.repeat(101))).toBe("Nested too deeply: line 1 column 501 (char 500)");
    expect(failure("[".repeat(1_000_000))).toMatch(/^Nested too deeply/);
  });

  test("counts nesting, not brackets", () => {
    expect(failure(`[${"[],{},".repeat(1000)}[]]`)).toBe("no failure");
  });
});

test("no message holds a piece of the text", () => {
  for (const text of ['{"password": "hunter2', '{"password": hunter2}', '{"password": "hunter2"} hunter2']) {
    expect(failure(text)).not.toBe("no failure");
    expect(failure(text)).not.toContain("hunter2");
  }
});

describe("for any input", () => {
  test("a value is what JSON.parse makes of it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(parseJson(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test("it accepts what JSON.parse accepts but for numbers out of range, and throws nothing but JsonParseError", () => {
    const pieces = fc.constantFrom(...'{}[]:,"\\u0041-+.e \n', "1e5", '"a"', "null", "\\ud800", "é", "😀");
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
    );
    const accepts = (text: string): boolean => {
      let finite = true;
      try {
        JSON.parse(text, (_, value) => {
          finite &&= typeof value !== "number" || Number.isFinite(value);
          return value;
        });
        return finite;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(texts, (text) => {
        expect(failure(text) === "no failure").toBe(accepts(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("time grows with the length, not with its square", () => {
    const size = 64 * 1024;
    const fill = (piece: string) => piece.repeat(Math.floor(size / piece.length));
    const hostile = [
      fill("["),
      fill("\n"),
      fill("1"),
      fill("😀"),
      `"${fill("\\n")}`,
      `"${fill("\\ud800")}"`,
      `"${fill("😀")}`,
      `[${fill("1,")}`,
      `[${fill('"",')}`,
      `{${fill('"a":1,')}`,
      `{${fill('"\\u0061":"\\n",')}`,
      `{${fill(" ")}"a"${fill(" ")}`,
      `1.${fill("1")}e`,
      `0.${fill("0")}1e`,
      `1e${fill("9")}`,
    ];
    const spent = cpuTime(() => {
      for (const text of hostile) failure(text);
    });
    expect(spent).toBeLessThan(1500);
  });
});
