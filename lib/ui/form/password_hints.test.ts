import { describe, expect, test } from "vitest";
import { validatePassword } from "@/lib/credentials/passwords/validators";
import { judged, passwordHints } from "./password_hints";

const ANY = { minLength: null, notOnlyDigits: false, notCommon: false, notSimilar: false };
const STRICT = { minLength: 8, notOnlyDigits: true, notCommon: true, notSimilar: true };

describe("password managers are told", () => {
  test("nothing where any password is taken, or only by rules that they cannot know", () => {
    expect(passwordHints(ANY)).toEqual({});
    expect(passwordHints({ ...ANY, notCommon: true, notSimilar: true })).toEqual({});
  });

  test("the length, and that a letter belongs in", () => {
    expect(passwordHints(STRICT)).toEqual({
      minLength: 8,
      passwordrules: "minlength: 8; required: lower; allowed: ascii-printable;",
    });
    expect(passwordHints({ ...ANY, minLength: 12 })).toEqual({
      minLength: 12,
      passwordrules: "minlength: 12; allowed: ascii-printable;",
    });
  });
});

test.each([
  "",
  "1",
  "1234567",
  "12345678",
  "abcdefg",
  "abcdefgh",
  "１２３４５６７８",
  "🔑🔑🔑🔑",
  "🔑🔑🔑🔑🔑🔑🔑🔑",
])("a page judges %j as the server does", (password) => {
  const options = { validators: ["min_length", "numeric"], minLength: 8, forbiddenWords: [] } as const;
  const codes = validatePassword(password, { username: "", email: "" }, options).map(({ code }) => code);
  expect(judged(password, STRICT)).toEqual({
    minLength: !codes.includes("password_too_short"),
    // An empty one is no password yet.
    notOnlyDigits: password !== "" && !codes.includes("password_entirely_numeric"),
  });
  expect(judged(password, ANY)).toEqual({ minLength: null, notOnlyDigits: null });
});
