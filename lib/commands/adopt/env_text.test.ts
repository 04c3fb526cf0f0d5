import fc from "fast-check";
import { expect, test } from "vitest";
import "@/lib/testing/generated_cases";
import { parseEnv } from "../parse_env.js";
import { envText, quoteEnv } from "./env_text";

/** What has a meaning in a `.env`, more often than chance has it. */
const hostile = fc.constantFrom(..."#$'\"`\\\n\r\t =", "\nB=2", "\\n", "-----BEGIN X-----", "a", "가");
const value = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc.array(hostile, { minLength: 1, maxLength: 8 }).map((parts) => parts.join("")),
);

test("every value is read back exactly, whatever it holds, and takes nothing of the lines around it", () => {
  fc.assert(
    fc.property(value, value, (one, two) => {
      const lines = [
        { name: "ONE", value: one, reason: `Why\n${one}` },
        { name: "TWO", value: two, reason: "Why" },
      ];
      const text = envText({ lines, asked: [{ name: "SECRET_KEY", reason: two }] });
      expect(Object.fromEntries(parseEnv(text).values)).toEqual({ ONE: one, TWO: two });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["auth_user", "auth_user"],
  ["pbkdf2_sha256,argon2", "pbkdf2_sha256,argon2"],
  ['{"locale":"ko-KR"}', `'{"locale":"ko-KR"}'`],
  ["a#b$c", "'a#b$c'"],
  ['it\'s "$5"', '"it\'s \\"\\$5\\""'],
  ["two\nlines", '"two\\nlines"'],
])("%j is written as %s", (given, written) => {
  expect(quoteEnv(given)).toBe(written);
});

test("each line stands below its reason, and a secret is a comment", () => {
  const text = envText({
    lines: [
      { name: "A", value: "1", reason: "Both." },
      { name: "B", value: "2", reason: "Both." },
      { name: "C", value: "3", reason: "Third." },
    ],
    asked: [{ name: "SECRET_KEY", reason: "Django's." }],
  });
  expect(text).toBe("# Django's.\n# SECRET_KEY=\n# Both.\nA=1\nB=2\n# Third.\nC=3\n");
});
