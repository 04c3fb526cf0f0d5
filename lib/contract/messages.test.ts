import { describe, expect, test } from "vitest";
import { productCode } from "@/lib/testing/product_code";
import { FIELD_MESSAGES } from "./field_messages";
import { type MessageKey, text } from "./messages";
import { en } from "./messages/en";
import { ko } from "./messages/ko";

const KEYS = Object.keys(en) as MessageKey[];

const placeholders = (message: string): string[] => (message.match(/\{\w+\}/g) ?? []).sort();

describe("the catalogue", () => {
  test("has the same keys in the same order in both languages", () => {
    expect(Object.keys(ko)).toEqual(KEYS);
  });

  test.each(KEYS)("%s takes the same parameters in both languages", (key) => {
    expect(placeholders(ko[key])).toEqual(placeholders(en[key]));
  });

  test.each(KEYS)("%s takes one parameter at most", (key) => {
    expect(placeholders(en[key]).length).toBeLessThanOrEqual(1);
  });

  test.each(Object.entries(FIELD_MESSAGES))("of a field, %s takes the parameter %s", (key, parameter) => {
    expect(placeholders(en[key as MessageKey])).toEqual(parameter === null ? [] : [`{${parameter}}`]);
  });

  test("is Korean but for the texts that a Korean Django answers in English", () => {
    expect(KEYS.filter((key) => !/[가-힣]/.test(ko[key]))).toEqual([
      "parse_error",
      "multipart_parse_error",
      "token_invalid",
      "token_expired",
    ]);
  });
});

test("every text is used", () => {
  const code = productCode("lib", "app").filter(({ name }) => !name.startsWith("lib/contract/messages/"));
  const unused = KEYS.filter((key) => !code.some(({ text }) => text.includes(`"${key}"`)));
  expect(unused).toEqual([]);
});

describe("text", () => {
  // Recorded from Django 5.2 with DRF and simplejwt, in English.
  test.each([
    ["max_length", { max: 150 }, "Ensure this field has no more than 150 characters."],
    ["surrogate_characters", { code_point: "D800" }, "Surrogate characters are not allowed: U+D800."],
    ["not_a_dictionary", { datatype: "str" }, "Invalid data. Expected a dictionary, but got str."],
    [
      "parse_error",
      { reason: "Expecting value: line 1 column 14 (char 13)" },
      "JSON parse error - Expecting value: line 1 column 14 (char 13)",
    ],
    [
      "unsupported_media_type",
      { media_type: "text/plain" },
      'Unsupported media type "text/plain" in request.',
    ],
    ["method_not_allowed", { method: "DELETE" }, 'Method "DELETE" not allowed.'],
    [
      "max_value",
      { max: "9223372036854775807" },
      "Ensure this value is less than or equal to 9223372036854775807.",
    ],
    ["token_claim_expired", { claim: "refresh_exp" }, "Token 'refresh_exp' claim has expired"],
    ["token_no_exp", { claim: "exp" }, "Token has no 'exp' claim"],
    ["no_active_account_for_token", {}, "No active account found for the given token."],
  ] as const)("%s in English", (key, params, expected) => {
    expect(text("en", key, params)).toBe(expected);
  });

  // Recorded from the same server with LANGUAGE_CODE = "ko-kr".
  test.each([
    ["username_taken", {}, "해당 사용자 이름은 이미 존재합니다."],
    ["required", {}, "이 필드는 필수 항목입니다."],
    ["invalid_username", {}, "유효한 사용자 이름을 입력하세요. 이곳에는 문자, 숫자, @/./+/-/_만 가능합니다."],
    ["max_length", { max: 150 }, "이 필드의 글자 수가 150 이하인지 확인하십시오."],
    ["no_active_account", {}, "지정된 자격 증명에 해당하는 활성화된 사용자를 찾을 수 없습니다"],
    ["not_authenticated", {}, "자격 인증데이터(authentication credentials)가 제공되지 않았습니다."],
    ["bad_authorization_header", {}, "인증 헤더에는 공백으로 구분 된 두 개의 값이 포함되어야 합니다"],
    ["token_not_valid_for_any_type", {}, "이 토큰은 모든 타입의 토큰에 대해 유효하지 않습니다"],
    ["token_invalid", {}, "Token is invalid"],
    ["token_expired", {}, "Token is expired"],
    ["user_not_found", {}, "찾을 수 없는 사용자입니다"],
    ["token_no_user", {}, "토큰에 사용자 식별자가 포함되어 있지 않습니다"],
    ["token_wrong_type", {}, "잘못된 토큰 타입입니다"],
    [
      "unsupported_media_type",
      { media_type: "text/plain" },
      '요청된 "text/plain"가 지원되지 않는 미디어 형태입니다.',
    ],
    [
      "not_a_dictionary",
      { datatype: "list" },
      "유효하지 않은 데이터. 딕셔너리(dictionary)대신 list를 받았습니다.",
    ],
  ] as const)("%s in Korean", (key, params, expected) => {
    expect(text("ko", key, params)).toBe(expected);
  });

  test("names another field in its language", () => {
    expect(text("en", "password_too_similar", { field: "email" })).toMatch(/to the email address\.$/);
    expect(text("ko", "password_too_similar", { field: "email" })).toContain("이메일 주소와");
    expect(text("en", "password_too_similar", { field: "constructor" })).toMatch(/to the constructor\.$/);
  });

  test("words one character as Django does", () => {
    expect(text("en", "password_too_short", { min_length: 1 })).toMatch(/at least 1 character\.$/);
    expect(text("en", "password_too_short", { min_length: 8 })).toMatch(/at least 8 characters\.$/);
    expect(text("ko", "password_too_short", { min_length: 1 })).toContain("최소 1자");
  });

  test("puts values in as they are", () => {
    const value = "{method} $& $1 {constructor}";
    expect(text("en", "method_not_allowed", { method: value })).toBe(`Method "${value}" not allowed.`);
  });

  test("leaves a placeholder without a value standing", () => {
    expect(text("en", "method_not_allowed")).toBe('Method "{method}" not allowed.');
    expect(text("en", "method_not_allowed", { other: "x" })).toBe('Method "{method}" not allowed.');
  });
});
