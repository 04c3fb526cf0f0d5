import { userSchema } from "./responses";
import { z } from "./zod";

const time = z.iso.datetime();
const signInData = z.strictObject({
  id: z.string(),
  created: time,
  authenticated: time.nullable().describe("When the password was given; null where that is not known."),
  last_used: time,
  expires: time,
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
});
const facts = z.record(z.string(), z.unknown());

export const userDataSchema = z
  .strictObject({
    user: z
      .looseObject({
        id: userSchema.shape.id,
        username: z.string(),
        // Tables of Django projects may lack these columns.
        email: z.string().optional(),
        age: z.int().nullable().optional(),
        is_active: z.boolean().optional(),
        is_staff: z.boolean().optional(),
        date_joined: time.optional(),
        last_login: time.nullable().optional(),
      })
      .describe(
        "The user's row, as far as the table has these columns, with further ones that Latchkey knows; without the password's hash.",
      ),
    sessions: z.array(signInData),
    token_families: z.array(signInData.extend({ ended: time.nullable() })).describe("Sign-ins by JWT."),
    email_addresses: z.array(
      z.strictObject({
        address: z.string(),
        compared_as: z.string(),
        claimed: z.boolean(),
        verified: time.nullable(),
      }),
    ),
    address_proofs: z
      .array(
        z.strictObject({
          address: z.string(),
          address_then: z.string(),
          asked: time,
          proven: time.nullable(),
        }),
      )
      .describe(
        "Addresses that mails with a link and a code were sent to, and the user's address at that time.",
      ),
    events: z.array(
      z.strictObject({ id: z.string(), event: z.string(), at: time, address: z.string().nullable(), facts }),
    ),
    waiting_mails: z.array(z.strictObject({ mail: z.string(), created: time, facts })),
    authenticator_apps: z.array(
      z.strictObject({ confirmed: time.nullable(), pending_since: time.nullable() }),
    ),
    recovery_codes: z.array(z.strictObject({ created: time })).describe("Those that were not used yet."),
  })
  .describe("Everything that is stored of the user, without secrets. Times are in UTC.");
