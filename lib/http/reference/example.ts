import type { z } from "zod";

type JsonSchema = z.core.JSONSchema._JSONSchema;

const JWT = "eyJhbGciOi.eyJ1c2VyX2lk.c2lnbmF0dXJl";

/** Values that look as real ones do, by the name of the field; a list where it depends on the type. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  username: "mseo",
  password: "a sentence nobody guesses",
  old_password: "a sentence nobody guesses",
  new_password: "another that nobody guesses",
  email: "mseo@naver.com",
  age: 24,
  code: "492817",
  challenge: "Fe26.2*1*…",
  key: "q3Jx0hIT…",
  uid: "MQ",
  refresh: JWT,
  access: JWT,
  token: JWT,
  language: "ko",
  keep_current: true,
  browser: "Firefox",
  system: "Windows",
  user_agent: "Mozilla/5.0 …",
  id: "h2Yk…",
  "user.id": [1, "1"],
  "users.id": [1, "1"],
  address: "203.0.113.7",
  "email_addresses.address": "mseo@naver.com",
  "address_proofs.address": "mseo@naver.com",
  compared_as: "mseo@naver.com",
  address_then: "former@naver.com",
  pending: null,
  ended: null,
  pending_since: null,
  is_staff: false,
  is_superuser: false,
  mail: "password_changed",
  event: "signed_in",
  facts: { mode: "session" },
  enabled: true,
  verified: true,
  secret: "JBSWY3DPEHPK3PXP",
  uri: "otpauth://totp/Latchkey:mseo?secret=JBSWY3DPEHPK3PXP&issuer=Latchkey",
  qr: "<svg …>",
  kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
  n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbf",
  e: "AQAB",
  openapi: "3.1.0",
};

/**
 * A value that a JSON Schema describes.
 * @param name of the field that it is the value of
 * @param parent the name of the field that this one is in
 */
export function exampleOf(schema: JsonSchema, name = "", parent = ""): unknown {
  if (typeof schema === "boolean") return null;
  if (schema.properties !== undefined) return exampleObject(schema.properties, name);
  for (const known of [BY_NAME[`${parent}.${name}`], BY_NAME[name]].flat())
    if (known !== undefined && suits(schema, known)) return known;
  return plainExample(schema, name);
}

function exampleObject(properties: Readonly<Record<string, JsonSchema>>, name: string): unknown {
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => [key, exampleOf(property, key, name)]),
  );
}

function plainExample(schema: z.core.JSONSchema.BaseSchema, name: string): unknown {
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (choice !== undefined) return exampleOf(choice, name);
  if (schema.type === "array") return [exampleOf(itemsOf(schema), name)];
  if (schema.type === "integer" || schema.type === "number") return name === "recovery_codes" ? 10 : 1;
  if (schema.type === "boolean") return true;
  if (schema.format === "date-time")
    return name === "expires" ? "2026-12-13T00:00:00.000Z" : "2026-11-29T00:00:00.000Z";
  return name === "recovery_codes" ? "7hk2-m9qd-x4tp" : "…";
}

function itemsOf({ items }: z.core.JSONSchema.BaseSchema): JsonSchema {
  return items === undefined || Array.isArray(items) ? true : items;
}

/** Whether a known value is of the kind that the schema asks for: an `id` is a number or a text. */
function suits(schema: z.core.JSONSchema.BaseSchema, value: unknown): boolean {
  const choices = [schema, ...(schema.anyOf ?? [])].flatMap((each) =>
    typeof each === "boolean" ? [] : [each.type].flat(),
  );
  if (value === null) return choices.includes("null");
  return choices.includes(jsonType(value)) || (schema.enum?.some((item) => item === value) ?? false);
}

function jsonType(value: unknown): "integer" | "string" | "boolean" | "object" {
  if (typeof value === "number") return "integer";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "string" : "object";
}
