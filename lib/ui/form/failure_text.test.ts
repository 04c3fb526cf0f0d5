import { describe, expect, test } from "vitest";
import type { Failure } from "../client/send";
import { formTexts } from "../messages/form";
import { failureText } from "./failure_text";

const { en, ko } = formTexts;

const refused = (more: Partial<Extract<Failure, { kind: "detail" }>>): Failure => ({
  kind: "detail",
  status: 400,
  code: "error",
  detail: "Said by the server.",
  retryAfter: null,
  ...more,
});

describe("the sentence above a form", () => {
  test("a lost connection, in the page's language", () => {
    expect(failureText(en, { kind: "network" })).toBe(en.network);
    expect(failureText(ko, { kind: "network" })).toBe(ko.network);
  });

  test("wrong credentials have one sentence", () => {
    expect(failureText(en, refused({ status: 401, code: "no_active_account" }))).toBe(en.wrongCredentials);
  });

  test("the server's own words, and the wait it asks for", () => {
    expect(failureText(en, refused({}))).toBe("Said by the server.");
    expect(failureText(en, refused({ status: 503, retryAfter: 1 }))).toBe(
      "Said by the server. Please try again in 1 second.",
    );
    expect(failureText(en, refused({ status: 429, retryAfter: 61 }))).toContain("61 seconds");
    expect(failureText(en, refused({ status: 429, retryAfter: 601 }))).toContain("11 minutes");
    expect(failureText(ko, refused({ status: 429, retryAfter: 601 }))).toContain("11분");
  });

  test("what was tried too often, in the words of the page", () => {
    const failure = refused({ status: 429, code: "throttled", retryAfter: 900 });
    expect(failureText(en, failure)).toBe(`${en.tooOften} Please try again in 15 minutes.`);
    expect(failureText(ko, failure)).toBe(`${ko.tooOften} 15분 뒤에 다시 시도해 주세요.`);
  });

  test("a bare failure is explained", () => {
    expect(failureText(en, refused({ status: 500, detail: "" }))).toBe(en.serverTrouble);
    expect(failureText(en, refused({ status: 502, detail: "" }))).toBe(en.serverTrouble);
  });

  test("errors of fields that the form does not have", () => {
    expect(failureText(en, { kind: "fields", fields: { non_field_errors: ["One.", "Two."] } })).toBe(
      "One. Two.",
    );
  });
});
