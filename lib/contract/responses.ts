import type { ErrorCode } from "./codes";
import { EVENT_NAMES } from "./event_names";
import { z } from "./zod";

/*
 * The bodies of responses. The OpenAPI document is generated from them, and the tests check every response against it.
 * Objects have no other members than those listed; only the OpenAPI document's own schema is open.
 */

export const userSchema = z
  .strictObject({
    id: z.union([z.int(), z.string()]).describe("The user's primary key, as the database has it."),
    username: z.string(),
    email: z.string().describe("Empty where there is none."),
    age: z.int().nullable(),
  })
  .describe("A user.");

const time = z.iso.datetime().describe("In UTC.");

export const signInsSchema = z
  .array(
    z.strictObject({
      id: z.string(),
      mode: z.enum(["session", "jwt"]),
      browser: z.string().nullable().describe("Or the app, the program, the bot; null where unknown."),
      system: z.string().nullable().describe("The operating system; null where unknown."),
      address: z.string().nullable().describe("The network address that it came from."),
      user_agent: z.string().nullable().describe("As it was sent, up to 512 characters."),
      created: time,
      last_used: time.describe("In UTC, to the minute or so."),
      current: z.boolean().describe("Whether it is the one that asks."),
    }),
  )
  .describe("Live sign-ins of the user: the current one first, then those that were used last.");

export const eventsSchema = z
  .array(
    z.strictObject({
      id: z.string(),
      event: z.enum(EVENT_NAMES).describe("What has happened."),
      at: time,
      address: z.string().nullable().describe("The network address that it came from."),
      facts: z
        .record(z.string(), z.union([z.string(), z.number(), z.null()]))
        .describe("What else is known of it, by the kind of event."),
    }),
  )
  .describe("Events of the user's account in the last 90 days, the latest first; at most 200.");

const personFactsSchema = z.strictObject({
  id: z.union([z.int(), z.string()]).describe("The user's primary key, as the database has it."),
  username: z.string(),
  email: z.string().describe("Empty where there is none."),
  is_active: z.boolean(),
  is_staff: z.boolean(),
  is_superuser: z.boolean(),
  date_joined: time.nullable(),
  last_login: time.nullable(),
});

export const peopleSchema = z
  .strictObject({
    users: z.array(personFactsSchema),
    next: z.string().nullable().describe("`after` of the next page; null where this is the last."),
  })
  .describe("A page of users, at most 50, and beside them the one whose id was searched for.");

export const personDataSchema = z
  .strictObject({
    user: personFactsSchema.extend({
      email_verified: z.boolean(),
      second_factor: z.boolean().describe("Whether signing in asks for a code."),
    }),
    sign_ins: signInsSchema,
    events: eventsSchema,
  })
  .describe("A user, where they are signed in, and what has happened to their account.");

/** Three parts in base64url, and never without a signature (RFC 7515, 7.1). */
const jwt = z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/);
const refresh = jwt.describe("A refresh token.");
const access = jwt.describe("An access token.");
const rotatedRefresh = refresh
  .optional()
  .describe("The next refresh token, where ROTATE_REFRESH_TOKENS is on.");
const refreshUnlessCookie = refresh
  .optional()
  .describe("A refresh token. Absent where cookies carry the tokens.");
const accessUnlessCookie = access
  .optional()
  .describe("An access token. Absent where cookies carry the tokens.");

export const tokenPairSchema = z.strictObject({ refresh, access }).describe("A refresh and an access token.");

export const refreshedPairSchema = z
  .strictObject({ access, refresh: rotatedRefresh })
  .describe("The new tokens.");

export const userWithTokensSchema = z
  .strictObject({ user: userSchema, refresh: refreshUnlessCookie, access: accessUnlessCookie })
  .describe("The user who signed in, and their tokens.");

export const refreshedTokensSchema = z
  .strictObject({ access: accessUnlessCookie, refresh: rotatedRefresh })
  .describe("The new tokens. Empty where cookies carry them.");

export const slidingTokenSchema = z
  .strictObject({ token: jwt.describe("A sliding token.") })
  .describe("A token that is access and refresh token in one.");

export const emptySchema = z.strictObject({}).describe("An empty object.");

export const secondFactorSchema = z
  .strictObject({
    enabled: z.boolean().describe("Whether signing in asks for a code."),
    recovery_codes: z.int().describe("How many recovery codes are left."),
  })
  .describe("The caller's second factor.");

export const totpSetUpSchema = z
  .strictObject({
    secret: z
      .string()
      .regex(/^[A-Z2-7]+$/)
      .describe("In base32, for typing."),
    uri: z.string().describe("What the QR code holds: `otpauth://totp/…`."),
    qr: z.string().describe("The QR code, as an SVG image."),
  })
  .describe("What an authenticator app needs.");

export const recoveryCodesSchema = z
  .strictObject({ recovery_codes: z.array(z.string()) })
  .describe("Recovery codes, each of which works once in place of a code. They are shown this once.");

export const emailSchema = z
  .strictObject({
    email: z.string().describe("Empty where there is none."),
    verified: z.boolean().describe("Whether the user has proven that it is theirs."),
    pending: z.string().nullable().describe("A new address that is asked for and not proven yet."),
  })
  .describe("The caller's e-mail address.");

const base64url = z.string().regex(/^[\w-]+$/);

/** What public keys of every type have (RFC 7517, 4). */
const publicKeyOf = (...algorithms: [string, ...string[]]) => ({
  kid: base64url.describe("The key's thumbprint (RFC 7638), which the header of its tokens names."),
  use: z.literal("sig"),
  alg: z.enum(algorithms),
});

const publicKeySchema = z.discriminatedUnion("kty", [
  z.strictObject({
    kty: z.literal("RSA"),
    n: base64url,
    e: base64url,
    ...publicKeyOf("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
  }),
  z.strictObject({
    kty: z.literal("EC"),
    crv: z.enum(["P-256", "P-384", "P-521"]),
    x: base64url,
    y: base64url,
    ...publicKeyOf("ES256", "ES384", "ES512"),
  }),
  z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: base64url, ...publicKeyOf("EdDSA") }),
]);

export const jwkSetSchema = z
  .strictObject({
    keys: z.array(publicKeySchema).describe("Empty where a secret signs tokens (ALGORITHM is one of HS…)."),
  })
  .describe("A JWK set (RFC 7517, 5).");

export const healthSchema = z.strictObject({ status: z.literal("ok") }).describe("The service works.");

export const openapiSchema = z.looseObject({ openapi: z.string() }).describe("An OpenAPI 3.1 document.");

/** @param codes those that the endpoint can refuse with */
export function refusalSchema(codes: readonly ErrorCode[]) {
  return z.strictObject({
    detail: z.string().describe("For people, in the language that Accept-Language asks for."),
    code: z.enum(codes).describe("For programs: it never changes."),
    messages: z
      .array(z.strictObject({ token_class: z.string(), token_type: z.string(), message: z.string() }))
      .optional()
      .describe(
        "Why the token is not valid as each class of token that the endpoint takes, as simplejwt tells it.",
      ),
    challenge: z
      .string()
      .optional()
      .describe(
        "Of `totp_required` and `email_verification_required`: names the sign-in, for five minutes or an hour. Absent where a cookie carries it.",
      ),
  });
}

/** @param fields those that the endpoint can find wrong */
export function fieldErrorsSchema(fields: readonly string[]) {
  const sentences = z.array(z.string()).min(1).optional();
  return z
    .strictObject(Object.fromEntries(fields.map((name) => [name, sentences])))
    .refine((errors) => Object.keys(errors).length > 0)
    .meta({ description: "What is wrong, by field.", minProperties: 1 });
}
