import { describe, expect, test } from "vitest";
import { USUAL_SHAPE } from "@/lib/contract/account_shape";
import type { FieldMessage } from "@/lib/contract/errors";
import { FIELD_MESSAGES, type FieldMessageKey } from "@/lib/contract/field_messages";
import { signUpSchemaFor } from "@/lib/contract/fields";
import { FORM_CODES, isFormCode } from "@/lib/contract/form_refusal";
import { readLinkedRefusal } from "@/lib/contract/linked_refusal";
import { text } from "@/lib/contract/messages";
import { rows } from "@/lib/http/endpoints/table";
import { refusalsOf } from "@/lib/http/openapi";
import { refusalTexts } from "../messages/refusal";
import type { FormField } from "../messages/wording";
import { alertText, fieldText } from "./refusal_text";

const FIELDS = Object.keys(signUpSchemaFor(USUAL_SHAPE).shape) as FormField[];
const KEYS = Object.keys(FIELD_MESSAGES) as FieldMessageKey[];
const LANGUAGES = ["en", "ko"] as const;
const VALUES: Readonly<Record<string, string>> = { field: "email", code_point: "D800", datatype: "str" };

function message(key: FieldMessageKey): FieldMessage {
  const parameter = FIELD_MESSAGES[key];
  return parameter === null ? { key } : { key, params: { [parameter]: VALUES[parameter] ?? "8" } };
}

/** Every sentence that a form can show in a language. */
function sentences(language: "en" | "ko"): string[] {
  const texts = refusalTexts[language];
  const ofFields = FIELDS.flatMap((field) =>
    KEYS.map((key) => fieldText(language, texts, field, [message(key)])),
  );
  const above = FORM_CODES.map((code) => alertText(texts, { kind: "detail", code, wait: null }));
  return [...ofFields, ...above, alertText(texts, { kind: "network" })];
}

describe.each(LANGUAGES)("in %s,", (language) => {
  test("every message at every field of a form, and every code, is a sentence of the pages' own", () => {
    const contract = new Set(
      KEYS.flatMap((key) => FIELDS.map((field) => text(language, key, { ...message(key).params, field }))),
    );
    for (const sentence of sentences(language)) {
      expect(sentence).toMatch(/^\S.{3,}[.]$/);
      expect(sentence).not.toMatch(/undefined|NaN|\{|null/);
      expect(contract.has(sentence), sentence).toBe(false);
    }
  });

  test("the sentence names its field, or what to do with it", () => {
    const names = language === "en" ? /username/ : /아이디/;
    for (const key of ["required", "blank", "max_length", "invalid_username", "username_taken"] as const)
      expect(fieldText(language, refusalTexts[language], "username", [message(key)])).toMatch(names);
  });
});

test("Korean particles fit the letter before them, and all is said in one register", () => {
  const afterVowel = /(?:아이디|비밀번호|주소|나이)(은|이(?= )|을|과)(?=[\s,.])/;
  for (const sentence of sentences("ko")) {
    expect(sentence).not.toMatch(afterVowel);
    expect(sentence).toMatch(/요\.$/);
    expect(sentence).not.toMatch(/니다|십시오|사용자 이름/);
  }
});

test("what a form can be refused with has a code that its page words", () => {
  // Pages send no Authorization header, and know the paths and methods.
  const ofOthers = ["bad_authorization_header", "user_not_found", "user_inactive", "method_not_allowed"];
  const forms = rows.filter((row) => "page" in row || "formPages" in row);
  expect(forms.map(({ path }) => path)).toContain("/user/jwt_signup");
  const codes = new Set(forms.flatMap((row) => [...refusalsOf(row)]));
  expect([...codes].filter((code) => !isFormCode(code) && !ofOthers.includes(code))).toEqual([]);
});

test.each([
  ["wrong=username.blank", "Enter a username.", "아이디를 입력해 주세요."],
  ["wrong=username.username_taken", "That username is taken.", "이미 쓰고 있는 아이디예요."],
  ["wrong=age.invalid_integer", "Enter your age as a number.", "나이를 숫자로 입력해 주세요."],
  ["wrong=password.password_too_short.8", "Use at least 8 characters.", "8자 이상으로 만들어 주세요."],
  ["wrong=password.password_too_short.1", "Use at least 1 character.", "1자 이상으로 만들어 주세요."],
  [
    "wrong=password.password_too_common",
    "Many people use this password, so it is easy to guess.",
    "많이 쓰이는 비밀번호라 쉽게 뚫릴 수 있어요.",
  ],
  [
    "wrong=password.password_too_similar.email",
    "Make the password less like your email address.",
    "이메일 주소와 너무 비슷해요. 다르게 만들어 주세요.",
  ],
  [
    "wrong=password.password_entirely_numeric",
    "Add something other than digits.",
    "숫자가 아닌 글자도 넣어 주세요.",
  ],
])("%s reads well", (query, english, korean) => {
  const refusal = readLinkedRefusal(Object.fromEntries(new URLSearchParams(query)));
  if (refusal?.kind !== "fields") throw new Error("no refusal of fields");
  const [[field, messages] = []] = Object.entries(refusal.fields);
  expect(fieldText("en", refusalTexts.en, field as FormField, messages ?? [])).toBe(english);
  expect(fieldText("ko", refusalTexts.ko, field as FormField, messages ?? [])).toBe(korean);
});

test("what only a newer server can say is told in general words", () => {
  const newer = { key: "of_tomorrow" } as never;
  expect(fieldText("en", refusalTexts.en, "username", [newer])).toBe(refusalTexts.en.unreadable);
});

test("what two rules say in the same words is said once", () => {
  const messages = [{ key: "null_characters" }, { key: "invalid_string" }] as const;
  expect(fieldText("en", refusalTexts.en, "username", messages).match(/username/g)).toHaveLength(1);
});
