import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ERROR_CODES, type ErrorCode } from "./codes";
import { ApiError, FieldErrors, type FieldMessage, type Refusal } from "./errors";
import { FIELD_MESSAGES } from "./field_messages";
import { FORM_CODES, isFormCode } from "./form_refusal";
import { readLinkedRefusal } from "./linked_refusal";
import { refusalQuery } from "./refusal_query";

/** As a browser hands the query back: values in order, several of one name as a list. */
function travelled(refusal: Refusal) {
  const query = new URLSearchParams(refusalQuery(refusal));
  const read = [...new Set(query.keys())].map((name) => {
    const all = query.getAll(name);
    return [name, all.length > 1 ? all : all[0]] as const;
  });
  return readLinkedRefusal(Object.fromEntries(read));
}

describe("a refusal in the query of a form's page", () => {
  test.each<[FieldMessage, string]>([
    [{ key: "username_taken" }, "password.username_taken"],
    [{ key: "max_length", params: { max: 150 } }, "password.max_length.150"],
    [{ key: "min_value", params: { min: 0 } }, "password.min_value.0"],
    [{ key: "surrogate_characters", params: { code_point: "D800" } }, "password.surrogate_characters.D800"],
    [{ key: "password_too_short", params: { min_length: 8 } }, "password.password_too_short.8"],
    [{ key: "password_too_similar", params: { field: "email" } }, "password.password_too_similar.email"],
    [{ key: "not_a_dictionary", params: { datatype: "str" } }, "password.not_a_dictionary.str"],
  ])("%j arrives whole", (message, written) => {
    const refusal = new FieldErrors({ password: [message] });
    expect(refusalQuery(refusal)).toEqual([["wrong", written]]);
    const params = Object.entries(message.params ?? {}).map(([name, value]) => [name, String(value)]);
    const read = params.length > 0 ? { ...message, params: Object.fromEntries(params) } : message;
    expect(travelled(refusal)).toEqual({ kind: "fields", fields: { password: [read] } });
  });

  test("several errors of several fields arrive in order", () => {
    const fields = {
      username: [{ key: "username_taken" }],
      password: [{ key: "password_too_common" }, { key: "password_entirely_numeric" }],
    } as const;
    const read = travelled(new FieldErrors(fields));
    expect(read).toEqual({ kind: "fields", fields });
    expect(read?.kind === "fields" && Object.keys(read.fields)).toEqual(["username", "password"]);
  });

  test("a code arrives with the wait that goes with it", () => {
    const busy = new ApiError("unavailable", undefined, { headers: { "Retry-After": "5" } });
    expect(travelled(busy)).toEqual({ kind: "detail", code: "unavailable", wait: 5 });
  });

  test("a code that no form is refused with says that it failed", () => {
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) {
      expect(travelled(new ApiError(code))).toMatchObject({ code: isFormCode(code) ? code : "error" });
    }
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
    { wrong: "username.not_a_dictionary.8" },
    { wrong: "username.token_no_exp.exp" },
    { wrong: "username" },
    { wrong: ["", "x", "a.b.c.d"] },
    { error: "please call" },
    { error: "toString" },
    { error: "method_not_allowed" },
    { error: ["unavailable", "error"] },
    { wait: "5" },
    {},
  ])("%j says nothing", (query) => {
    expect(readLinkedRefusal(query)).toBeNull();
  });

  test("the name of a property that every object has is a field like any other", () => {
    expect(readLinkedRefusal({ wrong: "constructor.required" })).toEqual({
      kind: "fields",
      fields: { constructor: [{ key: "required" }] },
    });
  });

  test("nothing but keys and small values of ours comes out, whatever goes in", () => {
    const keys = fc.constantFrom(...Object.keys(FIELD_MESSAGES), ...FORM_CODES, "toString");
    const value = fc.oneof(fc.string(), fc.constantFrom("8", "D800", "email", "required"));
    const wrong = fc.tuple(fc.constantFrom("username", "password"), keys, value);
    fc.assert(
      fc.property(fc.array(wrong, { maxLength: 5 }), (all) => {
        const refusal = readLinkedRefusal({ wrong: all.map((parts) => parts.join(".")) });
        if (refusal === null) return;
        expect(refusal.kind).toBe("fields");
        for (const { key, params = {} } of Object.values(
          refusal.kind === "fields" ? refusal.fields : {},
        ).flat()) {
          expect(Object.keys(params)).toEqual(FIELD_MESSAGES[key] === null ? [] : [FIELD_MESSAGES[key]]);
          for (const each of Object.values(params))
            expect(each).toMatch(/^(?:[0-9A-F]{1,6}|username|email)$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
