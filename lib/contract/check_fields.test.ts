import { describe, expect, test } from "vitest";
import { USUAL_SHAPE } from "./account_shape";
import { checkFields, type Fields } from "./check_fields";
import { FieldErrors, type FieldMessage } from "./errors";
import { signInSchemaFor, signUpSchemaFor } from "./fields";

const signInSchema = signInSchemaFor(USUAL_SHAPE);
const signUpSchema = signUpSchemaFor(USUAL_SHAPE);

import { z } from "./zod";

/** What is wrong with a body of a sign-up, in the order in which it is told. */
async function problems(
  fields: Fields,
  options: Parameters<typeof checkFields<typeof signUpSchema>>[2] = {},
) {
  const error = await checkFields(signUpSchema, fields, options).catch((thrown: unknown) => thrown);
  if (!(error instanceof FieldErrors)) throw error;
  return Object.entries(error.fields);
}

const GOOD = { username: "mseo", password: "1234" };

describe("checkFields", () => {
  test("returns values in their stored form, with defaults for absent fields", async () => {
    expect(await checkFields(signUpSchema, { username: " ｍseo ", password: " 1234 " })).toEqual({
      username: "mseo",
      password: " 1234 ",
      email: "",
      age: null,
    });
  });

  test("tells everything that is wrong at once, in the schema's order", async () => {
    expect(await problems({ age: 151, email: "x".repeat(255), username: `${"x".repeat(151)}\0!` })).toEqual([
      [
        "username",
        [
          { key: "invalid_username" },
          { key: "max_length", params: { max: 150 } },
          { key: "null_characters" },
        ],
      ],
      ["password", [{ key: "required" }]],
      ["email", [{ key: "invalid_email" }, { key: "max_length", params: { max: 254 } }]],
      ["age", [{ key: "max_value", params: { max: 150 } }]],
    ]);
  });

  test("says which value was wrong by a parameter", async () => {
    const wrong = { username: "a\ud800", password: "x".repeat(4097), age: -1 };
    expect(await problems(wrong)).toEqual([
      [
        "username",
        [{ key: "invalid_username" }, { key: "surrogate_characters", params: { code_point: "D800" } }],
      ],
      ["password", [{ key: "max_bytes", params: { max: 4096 } }]],
      ["age", [{ key: "min_value", params: { min: 0 } }]],
    ]);
  });

  test("ignores what the schema does not name, and what an object inherits", async () => {
    const inherited: Fields = Object.create({ username: "mseo" });
    await expect(checkFields(signInSchema, inherited)).rejects.toMatchObject({
      fields: { username: [{ key: "required" }], password: [{ key: "required" }] },
    });
    expect(await checkFields(signInSchema, { ...GOOD, is_staff: true })).toEqual(GOOD);
  });

  test("runs a further check on the fields that are well formed, and merges what it finds", async () => {
    const given: unknown[] = [];
    const taken: FieldMessage = { key: "username_taken" };
    const found = await problems(
      { ...GOOD, age: "x" },
      {
        further: async (input) => {
          given.push(input);
          return { non_field_errors: [{ key: "invalid_value" }], username: [taken] };
        },
      },
    );
    expect(given).toEqual([{ ...GOOD, email: "" }]);
    expect(found).toEqual([
      ["username", [taken]],
      ["age", [{ key: "invalid_integer" }]],
      ["non_field_errors", [{ key: "invalid_value" }]],
    ]);
  });

  test("has a text for what a schema of zod's own refuses", async () => {
    const schema = z.object({ days: z.number().max(7), name: z.literal("constructor") });
    await expect(checkFields(schema, { days: 8, name: 1 })).rejects.toMatchObject({
      fields: { days: [{ key: "invalid_value" }], name: [{ key: "invalid_value" }] },
    });
  });
});

describe("an empty input of a form", () => {
  test("is null where the field may be null, and an empty string where it may be blank", async () => {
    const empty = { ...GOOD, email: "", age: "" };
    expect(await checkFields(signUpSchema, empty, { isForm: true })).toEqual({ ...empty, age: null });
  });

  test("is refused as blank elsewhere", async () => {
    expect(await problems({ username: "", password: "1" }, { isForm: true })).toEqual([
      ["username", [{ key: "blank" }]],
    ]);
  });

  test("has no special meaning in JSON", async () => {
    expect(await problems({ ...GOOD, age: "" })).toEqual([["age", [{ key: "invalid_integer" }]]]);
  });

  test("is not the same as blanks", async () => {
    expect(await problems({ ...GOOD, age: " " }, { isForm: true })).toEqual([
      ["age", [{ key: "invalid_integer" }]],
    ]);
  });
});
