import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { isCommonPassword } from "./common_passwords";
import djangoList from "./django_common_passwords.json";
import { type FieldProblem, type ValidatorName, validatePassword } from "./validators";

interface Case {
  readonly password: string;
  readonly username: string;
  readonly email: string;
  readonly problems: FieldProblem[];
}

const file = path.join(import.meta.dirname, "fixtures/password_validators.json");
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(file, "utf8"));
const NOBODY = { username: "", email: "" };

/** Django names the other field by its verbose name, we by its key. */
const KEYS: Readonly<Record<string, string>> = { username: "username", "email address": "email" };

function withKey({ code, params: { verbose_name, ...params } }: FieldProblem) {
  return { code, params: verbose_name === undefined ? params : { field: KEYS[verbose_name] } };
}

function codes(password: string, validators: readonly ValidatorName[]): string[] {
  return validatePassword(password, NOBODY, { validators, minLength: 8, forbiddenWords: [] }).map(
    (problem) => problem.code,
  );
}

it("finds what Django finds, case by case", () => {
  expect(cases.length).toBeGreaterThan(300);
  for (const { password, username, email, problems } of cases) {
    const found = validatePassword(
      password,
      { username, email },
      { validators: ["similarity", "min_length", "numeric"], minLength: 8, forbiddenWords: [] },
    );
    const expected = problems.map(withKey);
    expect({ password, username, email, problems: found }).toEqual({
      password,
      username,
      email,
      problems: expected,
    });
  }
});

it("keeps Django's order, however the validators are listed", () => {
  const user = { username: "1234", email: "" };
  const all: ValidatorName[] = ["numeric", "common", "min_length", "similarity"];
  expect(validatePassword("1234", user, { validators: all, minLength: 8, forbiddenWords: [] })).toEqual([
    { code: "password_too_similar", params: { field: "username" } },
    { code: "password_too_short", params: { min_length: 8 } },
    { code: "password_too_common", params: {} },
    { code: "password_entirely_numeric", params: {} },
  ]);
  expect(validatePassword("1234", user, { validators: [], minLength: 8, forbiddenWords: [] })).toEqual([]);
});

it("counts characters, not code units, on both sides of the edge", () => {
  expect(codes("😀".repeat(7), ["min_length"])).toEqual(["password_too_short"]);
  expect(codes("😀".repeat(8), ["min_length"])).toEqual([]);
});

describe("forbidden words", () => {
  const found = (password: string, validators: readonly ValidatorName[] = ["common"]) =>
    validatePassword(password, NOBODY, {
      validators,
      minLength: 8,
      forbiddenWords: ["Latchkey", "우리 회사", "a-b.c"],
    });
  const FORBIDDEN = [{ code: "password_forbidden_word", params: {} }];

  it.each([
    ...["latchkey", "my LATCHKEY password", "Latchkey2026!", "1@7chk3y-forever", "l-a-t-c-h k_e_y"],
    ...["우리회사 비밀번호", "xx우리-회사xx", "lovely a.b.c"],
  ])("%s", (password) => expect(found(password)).toEqual(FORBIDDEN));

  it.each(["latch the key", "lachkey and more", "우리의 회사 비밀번호", "yekhctal moon", "a lovely bicycle"])(
    "not %s",
    (password) => expect(found(password)).toEqual([]),
  );

  it("are for the common passwords' validator", () => {
    expect(found("latchkey forever", ["similarity", "min_length", "numeric"])).toEqual([]);
  });
});

test("every password of Django's list is common", () => {
  const list = djangoList.passwords.split("\n");
  expect(list.length).toBeGreaterThan(20_000);
  expect(list.filter((password) => !isCommonPassword(password))).toEqual([]);
});

describe("common passwords", () => {
  it.each([
    "password",
    "Password123",
    " qwerty123 ",
    "iloveyou",
    "administrator",
    "letmein",
    "aaaaaaaa",
    "asdasdasd",
    "qwertyqwerty",
    "19841984",
    "87654321",
    "abcdefgh",
    "lkjhgfdsa",
  ])("%s", (password) => expect(codes(password, ["common"])).toEqual(["password_too_common"]));

  it.each([
    "",
    " ".repeat(64),
    "가".repeat(64),
    "a".repeat(64),
    "correct horse battery staple",
    "testpass123",
    "비밀번호는 길게",
    "__proto__",
    "constructor1x",
  ])("not %j", (password) => expect(codes(password, ["common"])).toEqual([]));
});
