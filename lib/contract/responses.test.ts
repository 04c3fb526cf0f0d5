import { createPrivateKey } from "node:crypto";
import Ajv2020 from "ajv/dist/2020";
import { describe, expect, test } from "vitest";
import { generateKeys } from "@/lib/credentials/jwt/generate_keys";
import { importKeys, publicKeySet } from "@/lib/credentials/jwt/keys";
import * as answers from "./responses";
import { z } from "./zod";

const ajv = new Ajv2020({ allowUnionTypes: true, formats: { "date-time": true } });

/** Who takes a body as an answer: the schema itself, and the JSON Schema that is published. */
function takersOf(schema: z.ZodType): (body: unknown) => string[] {
  const validate = ajv.compile(z.toJSONSchema(schema, { io: "output", target: "draft-2020-12" }));
  return (body) => [
    ...(schema.safeParse(body).success ? ["schema"] : []),
    ...(validate(body) ? ["JSON Schema"] : []),
  ];
}

const user = { id: 1, username: "mseo", email: "mseo@naver.com", age: 24 };
const signIn = {
  id: "9f8e",
  mode: "session",
  browser: "Chrome",
  system: "Windows",
  address: "192.0.2.1",
  user_agent: "Mozilla/5.0",
  created: "2026-11-24T12:00:00.000Z",
  last_used: "2026-11-24T12:00:00.500Z",
  current: true,
};
const event = {
  id: "9f8e",
  event: "signed_in",
  at: "2026-11-24T12:00:00.000Z",
  address: "192.0.2.1",
  facts: { mode: "session", count: 1, browser: null },
};
const token = "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl";

const person = {
  ...{ id: 1, username: "a", email: "", is_active: true, is_staff: false, is_superuser: false },
  ...{ date_joined: "2026-11-24T12:00:00Z", last_login: "2026-11-24T12:00:00.123Z" },
};

const { refusalSchema, fieldErrorsSchema, ...schemas } = answers;
const ALL = {
  ...schemas,
  refusalSchema: refusalSchema(["token_not_valid", "error"]),
  fieldErrorsSchema: fieldErrorsSchema(["username", "age"]),
};

const EXAMPLES: Record<keyof typeof ALL, { good: unknown[]; bad: unknown[] }> = {
  userSchema: {
    good: [user, { ...user, id: "0b9e", email: "", age: null }, { ...user, age: -1 }],
    bad: [{ ...user, id: 1.5 }, { ...user, password: "!" }, { ...user, age: "24" }, { id: 1 }, null],
  },
  signInsSchema: {
    good: [
      [],
      [signIn],
      [{ ...signIn, mode: "jwt", browser: null, system: null, address: null, user_agent: null }],
    ],
    bad: [{}, [{ ...signIn, mode: "token" }], [{ ...signIn, created: 1 }], [{ ...signIn, key_digest: "" }]],
  },
  eventsSchema: {
    good: [[], [event], [{ ...event, address: null, facts: {} }]],
    bad: [[{ ...event, event: "happened" }], [{ ...event, facts: { a: {} } }], [{ ...event, user_key: "1" }]],
  },
  peopleSchema: {
    good: [
      { users: [], next: null },
      { users: [person], next: "a" },
      { users: [{ ...person, id: "0b9e", date_joined: null, last_login: null }], next: null },
    ],
    bad: [{ users: [] }, { users: [{ ...person, password: "!" }], next: null }, [person]],
  },
  personDataSchema: {
    good: [
      {
        user: { ...person, email_verified: true, second_factor: false },
        sign_ins: [signIn],
        events: [event],
      },
    ],
    bad: [
      { user: person, sign_ins: [], events: [] },
      { user: null, sign_ins: [], events: [] },
    ],
  },
  emailSchema: {
    good: [
      { email: "a@example.com", verified: true, pending: null },
      { email: "", verified: false, pending: "b@example.com" },
    ],
    bad: [
      { email: "a@example.com", verified: true },
      { email: null, verified: true, pending: null },
    ],
  },
  userWithTokensSchema: {
    good: [{ user }, { user, refresh: token, access: token }],
    bad: [
      { refresh: token, access: token },
      { user, access: "" },
      { user, access: null },
    ],
  },
  refreshedTokensSchema: {
    good: [{}, { access: token }, { refresh: token, access: token }],
    bad: [{ access: null }, { token }],
  },
  tokenPairSchema: {
    good: [{ refresh: token, access: token }],
    bad: [
      { access: token },
      { refresh: token, access: "undefined" },
      { refresh: token, access: `${token}.` },
    ],
  },
  refreshedPairSchema: {
    good: [{ access: token }, { access: token, refresh: token }],
    bad: [{}, { refresh: token }],
  },
  slidingTokenSchema: { good: [{ token }], bad: [{}, { token, access: token }] },
  emptySchema: { good: [{}], bad: [{ detail: "" }, [], null] },
  jwkSetSchema: { good: [{ keys: [] }], bad: [{}, { keys: [{}] }] },
  secondFactorSchema: {
    good: [{ enabled: true, recovery_codes: 10 }],
    bad: [{ enabled: true }, { enabled: true, recovery_codes: 1, secret: "ABC" }],
  },
  totpSetUpSchema: {
    good: [{ secret: "JBSWY3DP", uri: "otpauth://totp/a:b?secret=JBSWY3DP", qr: "<svg/>" }],
    bad: [{ secret: "jbswy3dp1", uri: "", qr: "" }, { secret: "JBSWY3DP" }],
  },
  recoveryCodesSchema: { good: [{ recovery_codes: ["a-b"] }], bad: [{}, { recovery_codes: [1] }] },
  healthSchema: { good: [{ status: "ok" }], bad: [{ status: "error" }, {}] },
  openapiSchema: { good: [{ openapi: "3.1.0", paths: {} }], bad: [{}, { openapi: 3.1 }] },
  refusalSchema: {
    good: [
      { detail: "Token is expired", code: "token_not_valid" },
      {
        detail: "Given token not valid for any token type",
        code: "token_not_valid",
        messages: [{ token_class: "AccessToken", token_type: "access", message: "Token is expired" }],
      },
    ],
    bad: [
      { detail: "Token is expired" },
      { detail: "x", code: "cross_site" },
      { detail: "x", code: "error", stack: "" },
    ],
  },
  fieldErrorsSchema: {
    good: [{ username: ["This field is required."], age: ["One.", "Two."] }],
    bad: [
      {},
      { is_staff: ["No."] },
      { username: [] },
      { username: "This field is required." },
      { username: [1] },
    ],
  },
};

describe.each(Object.entries(ALL))("%s", (name, schema) => {
  const takers = takersOf(schema);
  const { good, bad } = EXAMPLES[name as keyof typeof ALL];

  test("takes such answers, and so does its JSON Schema", () => {
    for (const body of good) expect([body, takers(body)]).toEqual([body, ["schema", "JSON Schema"]]);
  });

  test("refuses what is not one, and so does its JSON Schema", () => {
    for (const body of bad) expect([body, takers(body)]).toEqual([body, []]);
  });
});

describe("jwkSetSchema", () => {
  const takers = takersOf(answers.jwkSetSchema);

  test.each(["RS256", "PS512", "ES256", "ES384", "ES512", "EdDSA"])(
    "takes public keys for %s, and no private key",
    async (algorithm) => {
      const made = await generateKeys(algorithm);
      if (made.kind === "secret") throw new TypeError("a pair was expected");
      const { publicKey, privateKey } = made;
      const source = { algorithm, signingKey: privateKey, verifyingKeys: [publicKey], jwkUrl: null };
      const set = await publicKeySet(await importKeys(source));
      expect(set.keys).toHaveLength(1);
      expect(takers(set)).toEqual(["schema", "JSON Schema"]);
      const secret = createPrivateKey(privateKey).export({ format: "jwk" });
      expect(secret.d).toBeTypeOf("string");
      expect(takers({ keys: [{ ...set.keys[0], ...secret }] })).toEqual([]);
    },
  );
});
