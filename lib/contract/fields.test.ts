import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "@/lib/http/json";
import { USUAL_SHAPE } from "./account_shape";
import {
  emptyBodySchema,
  refreshSchema,
  requiredRefreshSchema,
  requiredTokenSchema,
  signInSchemaFor,
  signUpSchemaFor,
  verifySchema,
} from "./fields";
import { integerField } from "./integer_field";
import { z } from "./zod";

const signInSchema = signInSchemaFor(USUAL_SHAPE);
const signUpSchema = signUpSchemaFor(USUAL_SHAPE);

const ajv = new Ajv2020({ allowUnionTypes: true });
addFormats(ajv);

const jsonSchemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" });

/** Who takes a JSON text as a field: its JSON Schema, and its check, which gets what the body's parser makes of it. */
function takersOf(field: z.ZodType): (json: string) => ("schema" | "check")[] {
  const validate = ajv.compile(jsonSchemaOf(field));
  return (json) => [
    ...(validate(JSON.parse(json)) ? (["schema"] as const) : []),
    ...(field.safeParse(parseJson(json)).success ? (["check"] as const) : []),
  ];
}

interface Examples {
  readonly field: z.ZodType;
  readonly taken: readonly unknown[];
  readonly refused: readonly unknown[];
  /** What JSON Schema cannot say, or what the check forgives beyond what is documented. */
  readonly differs?: readonly (readonly [why: string, taker: "schema" | "check", value: unknown])[];
}

const ANY_TEXT = {
  taken: ["mseo", " a.b.c\n", "a b", "é", 0, 1.5],
  refused: ["", " ", "\u3000\t", "a\0", "\0", null, true, [], {}],
  differs: [["no portable pattern speaks of lone surrogates", "schema", "a\ud800"]],
} as const;

const FIELDS: Readonly<Record<string, Examples>> = {
  "a new username": {
    field: signUpSchema.shape.username,
    taken: ["mseo", " mseo ", "김철수", "a@b.c+d-e_f", "Ⅷ", "x".repeat(150), 1234, -1.5, 1e21],
    refused: ["", "  ", "a b", "a!", "😀", "a\0", "a\ud800", "x".repeat(151), null, false, ["mseo"], {}],
    differs: [
      ["outer blanks do not count", "check", ` ${"x".repeat(150)}`],
      ["the pattern knows composed characters only", "check", "e\u0301"],
      ["its stored form is longer", "schema", "\ufdfa".repeat(140)],
      ["its stored form has another character", "schema", "½"],
      ["a letter cannot be seen", "schema", "kim\u1160"],
      ["the same, once it is stored", "schema", "kim\uffa0"],
      ["the same", "schema", "\u3164"],
      ["the same", "schema", "\u{13441}"],
    ],
  },
  "a username at sign-in": { field: signInSchema.shape.username, ...ANY_TEXT },
  "a password": {
    field: signInSchema.shape.password,
    taken: ["1234", 1234, " ", "\n", "비밀번호", "x".repeat(4096)],
    refused: ["", "a\0b", "x".repeat(4097), null, true, [], {}],
    differs: [
      ["JSON Schema counts characters, not bytes", "schema", "가".repeat(1366)],
      ["no portable pattern speaks of lone surrogates", "schema", "\udfff"],
    ],
  },
  "an email address": {
    field: signUpSchema.shape.email,
    taken: ["", "mseo@naver.com", "a.b+c@sub.example.co"],
    refused: ["mseo", "a@b", "a b@example.com", "@example.com", `a@${"b.".repeat(130)}kr`, 1, null, true, []],
    differs: [
      ["outer blanks do not count", "check", " mseo@naver.com "],
      ["the format email is for ASCII", "check", "mseo@한국.kr"],
      ["Django takes localhost", "check", "mseo@localhost"],
      ["Django's top-level domains have no digits", "schema", "a@example.c0m"],
    ],
  },
  "an age": {
    field: signUpSchema.shape.age,
    taken: [0, 24, 150, "24", " 24 ", "+24", "024", "24.", "24.00", "-0", "-00", "0150", "99", "149", null],
    refused: [
      -1,
      151,
      24.5,
      1e21,
      "",
      " ",
      "-1",
      "151",
      "200",
      "24.5",
      "1e2",
      "2 4",
      "x",
      "½",
      "²",
      true,
      [],
      {},
    ],
    differs: [
      ["digits of any script count, and only those of ASCII are documented", "check", "２４"],
      ["the same", "check", " -０.0 "],
      ["the same", "check", "٢٤"],
      ["the same", "check", "1\u{1d7e2}"],
    ],
  },
  "a refresh token": { field: requiredRefreshSchema.shape.refresh, ...ANY_TEXT },
  "a token": { field: requiredTokenSchema.shape.token, ...ANY_TEXT },
};

describe.each(Object.entries(FIELDS))(
  "the JSON Schema of %s",
  (_name, { field, taken, refused, differs }) => {
    const takers = takersOf(field);

    test("takes what the check takes", () => {
      for (const value of taken)
        expect([value, takers(JSON.stringify(value))]).toEqual([value, ["schema", "check"]]);
    });

    test("refuses what the check refuses", () => {
      for (const value of refused) expect([value, takers(JSON.stringify(value))]).toEqual([value, []]);
    });

    test.each(differs ?? [])("differs where it must: %s", (_why, taker, value) => {
      expect(takers(JSON.stringify(value))).toEqual([taker]);
    });
  },
);

describe("a JSON Schema and its check agree on any", () => {
  /** Both or none. */
  const agree = (field: z.ZodType, json: fc.Arbitrary<string>) => {
    const takers = takersOf(field);
    fc.assert(
      fc.property(json, (text) => {
        expect(takers(text)).not.toHaveLength(1);
      }),
      { numRuns: 3_000 },
    );
  };
  const textOf = (characters: string) =>
    fc.string({ unit: fc.constantFrom(...characters), maxLength: 8 }).map((value) => JSON.stringify(value));

  test("username", () => {
    agree(signUpSchema.shape.username, textOf("aZ09é한_.@+-  \t\n\0!/"));
  });

  test("string in a field that takes any", () => {
    agree(requiredTokenSchema.shape.token, textOf("a\0 \t\n\u3000\ufeff\u0085"));
  });

  test("numeral of an age", () => {
    agree(signUpSchema.shape.age, textOf("0123456789  +-.e"));
  });

  test("number of an age, however it is spelled", () => {
    const spelled = ["24.0", "2.4e1", "-0", "-0.0", "1.5e2", "1.51e2", "240e-1", "24.5"];
    agree(
      signUpSchema.shape.age,
      fc.oneof(
        fc.constantFrom(...spelled),
        fc.integer().map(String),
        fc.integer({ min: -5, max: 160 }).map(String),
      ),
    );
  });
});

test.each([0, 7, 9, 10, 99, 100, 365, 1000, 4096])(
  "an integer up to %i has a pattern for just these numerals",
  (max) => {
    const takers = takersOf(integerField({ max }));
    const near = [
      0,
      1,
      9,
      10,
      99,
      100,
      max - 1,
      max,
      max + 1,
      max + 9,
      max + 10,
      max + 90,
      2 * max,
      10 * max,
    ];
    for (const value of near.filter((number) => number >= 0)) {
      const expected = value <= max ? ["schema", "check"] : [];
      expect([value, takers(JSON.stringify(String(value)))]).toEqual([value, expected]);
      expect([value, takers(JSON.stringify(`00${value}`))]).toEqual([value, expected]);
    }
  },
);

test("every digit of Unicode has its value in an integer", () => {
  const digits = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter((text) =>
    /^\p{Nd}$/u.test(text),
  );
  expect(digits.length).toBeGreaterThan(600);
  // Decimals of every script come in tens, one after the other.
  expect(digits.map((digit) => signUpSchema.shape.age.parse(digit))).toEqual(digits.map((_, at) => at % 10));
  expect(signUpSchema.shape.age.parse("１5０")).toBe(150);
  expect(signUpSchema.shape.age.safeParse("１5１").success).toBe(false);
});

test("an integer is never -0, which Python does not have", () => {
  expect(signUpSchema.shape.age.parse("-0")).toBe(0);
});

describe("the JSON Schema of a body", () => {
  test.each([
    ["a sign-up", signUpSchema, ["username", "password"], { email: "", age: null }],
    ["a sign-in", signInSchema, ["username", "password"], {}],
    ["a refresh", refreshSchema, undefined, {}],
    ["a verification", verifySchema, undefined, {}],
    ["simplejwt's refresh", requiredRefreshSchema, ["refresh"], {}],
    ["simplejwt's verification", requiredTokenSchema, ["token"], {}],
    ["nothing", emptyBodySchema, undefined, {}],
  ] as const)(
    "of %s says which fields it must have, and what stands for others",
    (_name, schema, required, defaults) => {
      const { properties = {}, ...jsonSchema } = jsonSchemaOf(schema);
      expect(jsonSchema.required).toEqual(required);
      const stated = Object.entries(properties).filter(
        ([, property]) => typeof property === "object" && "default" in property,
      );
      expect(
        stated.map(([name, property]) => [name, typeof property === "object" && property.default]),
      ).toEqual(Object.entries(defaults));
    },
  );

  test("lets unknown fields pass, which are ignored", () => {
    const validate = ajv.compile(jsonSchemaOf(signInSchema));
    expect(validate({ username: "mseo", password: "1234", is_staff: true })).toBe(true);
  });

  test("describes every field", () => {
    for (const schema of [
      signUpSchema,
      signInSchema,
      refreshSchema,
      verifySchema,
      requiredRefreshSchema,
      requiredTokenSchema,
    ])
      for (const field of Object.values(schema.shape))
        expect(jsonSchemaOf(field).description).toMatch(/^[A-Z].+\.$/);
  });
});
