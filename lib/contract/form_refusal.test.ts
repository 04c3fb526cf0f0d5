import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiError, FieldErrors, type Message } from "./errors";
import { codeText, readRefusal, refusalQuery } from "./form_refusal";
import type { Language } from "./language";
import { type MessageKey, text } from "./messages";
import { en } from "./messages/en";

/** As a browser hands the query back: values in order, several of one name as a list. */
function travelled(error: unknown) {
  const query = new URLSearchParams(refusalQuery(error));
  const read = [...new Set(query.keys())].map((name) => {
    const all = query.getAll(name);
    return [name, all.length > 1 ? all : all[0]] as const;
  });
  return readRefusal(Object.fromEntries(read));
}

const sentence = (language: Language, { key, params }: Message) => text(language, key, params);

describe("a refusal in the query of a form's page", () => {
  test.each<[Message, string]>([
    [{ key: "username_taken" }, "A user with that username already exists."],
    [{ key: "max_length", params: { max: 150 } }, "Ensure this field has no more than 150 characters."],
    [{ key: "min_value", params: { min: 0 } }, "Ensure this value is greater than or equal to 0."],
    [
      { key: "surrogate_characters", params: { code_point: "D800" } },
      "Surrogate characters are not allowed: U+D800.",
    ],
    [
      { key: "password_too_short", params: { min_length: 8 } },
      "This password is too short. It must contain at least 8 characters.",
    ],
    [
      { key: "password_too_short", params: { min_length: 1 } },
      "This password is too short. It must contain at least 1 character.",
    ],
    [
      { key: "password_too_similar", params: { field: "email" } },
      "The password is too similar to the email address.",
    ],
  ])("%j arrives whole", (message, expected) => {
    const read = travelled(new FieldErrors({ password: [message] }))?.fields.password ?? [];
    expect(read.map((each) => sentence("en", each))).toEqual([expected]);
  });

  test("another field is named in the reader's language", () => {
    const message = { key: "password_too_similar", params: { field: "username" } } as const;
    expect(refusalQuery(new FieldErrors({ password: [message] }))).toEqual([
      ["wrong", "password.password_too_similar.username"],
    ]);
    const [read] = travelled(new FieldErrors({ password: [message] }))?.fields.password ?? [];
    expect(read && sentence("ko", read)).toBe("비밀번호가 사용자 이름와 너무 유사합니다.");
  });

  test("several errors of several fields arrive in order", () => {
    const fields = {
      username: [{ key: "username_taken" }],
      password: [{ key: "password_too_common" }, { key: "password_entirely_numeric" }],
    } as const;
    const read = travelled(new FieldErrors(fields));
    expect(read?.fields.password?.map(({ key }) => key)).toEqual([
      "password_too_common",
      "password_entirely_numeric",
    ]);
    expect(Object.keys(read?.fields ?? {})).toEqual(["username", "password"]);
    expect(read?.code).toBeNull();
  });

  test("a code arrives with the wait that goes with it", () => {
    const busy = new ApiError("unavailable", undefined, { headers: { "Retry-After": "5" } });
    expect(travelled(busy)).toEqual({ fields: {}, code: "unavailable", wait: 5 });
  });

  test("what is no refusal of ours says nothing but that it failed", () => {
    const query = new URLSearchParams(refusalQuery(new Error("secret of the database"))).toString();
    expect(query).toBe("error=error");
  });
});

describe("a query that somebody else wrote", () => {
  test.each([
    { wrong: "username.call 0800 1234" },
    { wrong: "username.max_length.call" },
    { wrong: "username.max_length.1234567" },
    { wrong: "username.__proto__" },
    { wrong: "username.constructor" },
    { wrong: "__proto__.required" },
    { wrong: "username.max_length" },
    { wrong: "username.max_length.D800" },
    { wrong: "username.required.8" },
    { wrong: "password.password_too_similar.8" },
    { wrong: "password.password_too_similar.call" },
    { wrong: "password.password_too_similar.constructor" },
    { wrong: "username.parse_error.8" },
    { wrong: "username.token_no_exp.exp" },
    { wrong: "username" },
    { wrong: ["", "x", "a.b.c.d"] },
    { error: "please call" },
    { error: "toString" },
    { error: ["unavailable", "error"] },
    { wait: "5" },
    {},
  ])("%j says nothing", (query) => {
    expect(readRefusal(query)).toBeNull();
  });

  test("the name of a property that every object has is a field like any other", () => {
    expect(readRefusal({ wrong: "constructor.required" })?.fields).toEqual({
      constructor: [{ key: "required" }],
    });
  });

  test("a code whose text takes a parameter has no text", () => {
    expect(codeText("en", "parse_error")).toBeNull();
    expect(codeText("en", "token_not_valid")).toBe(en.token_invalid);
    expect(codeText("en", "unavailable")).toBe(en.unavailable);
  });

  test("nothing but sentences of ours comes out, whatever goes in", () => {
    const keys = Object.keys(en) as MessageKey[];
    const value = fc.oneof(fc.string(), fc.constantFrom("8", "D800", "email", "required"));
    const wrong = fc.tuple(fc.constantFrom("username", "password"), fc.constantFrom(...keys), value);
    fc.assert(
      fc.property(fc.array(wrong, { maxLength: 5 }), (all) => {
        const refusal = readRefusal({ wrong: all.map((parts) => parts.join(".")) });
        for (const message of Object.values(refusal?.fields ?? {}).flat()) {
          const said = sentence("en", message);
          // The one text that is worded differently for one.
          const key = said.endsWith(" 1 character.") ? "password_too_short_one" : message.key;
          const pattern = text("en", key)
            .replace(/[.*+?^$()|[\]\\]/g, "\\$&")
            .replace(/\{\w+\}/g, "([0-9A-F]{1,6}|username|email address)");
          expect(said).toMatch(new RegExp(`^${pattern}$`));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
