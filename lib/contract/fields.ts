import { type AccountShape, takesAddress } from "./account_shape";
import { booleanField } from "./boolean_field";
import { charField } from "./char_field";
import { isValidEmail, normalizeEmail } from "./email";
import { integerField } from "./integer_field";
import { hasInvisible } from "./invisible";
import { normalize } from "./normalize";
import { perShape } from "./per_shape";
import { unstoredField } from "./unstored_field";
import { z } from "./zod";

/** Django's UnicodeUsernameValidator, `^[\w.@+-]+\Z`. */
const USERNAME = "[\\p{L}\\p{N}_.@+-]+";
const USERNAME_PATTERN = new RegExp(`^${USERNAME}$`, "u");

/** Django stores usernames in NFKC (AbstractBaseUser.normalize_username). */
export function normalizeUsername(value: string): string {
  return normalize(value, "NFKC");
}

/**
 * NFKC can turn one allowed character into others that are not, so the stored form is tested, too. Django takes letters that
 * cannot be seen.
 */
export function isUsername(value: string): boolean {
  const stored = normalizeUsername(value);
  return (
    USERNAME_PATTERN.test(normalize(value, "NFC")) && USERNAME_PATTERN.test(stored) && !hasInvisible(stored)
  );
}

const newUsername = charField({
  maxLength: 150,
  syntax: {
    accepts: isUsername,
    refusal: "invalid_username",
    jsonSchema: { pattern: `^\\s*${USERNAME}\\s*$` },
  },
  normalize: normalizeUsername,
}).describe(
  "Letters and digits of any script and @ . + - _; outer blanks are dropped. Stored in Unicode's NFKC.",
);

/**
 * Sign-in takes any string as it is: Django may have stored a name that sign-up would refuse here, and not in NFKC either. Both
 * forms are looked for.
 */
const username = charField({}).describe("As at sign-up; outer blanks are dropped.");

/** Not trimmed, unlike in DRF: what was typed is what is hashed. */
const password = charField({ trim: false, maxBytes: 4096 }).describe(
  "Taken exactly as given, outer blanks included. At most 4096 bytes of UTF-8. A number stands for its digits.",
);

const ADDRESS = {
  maxLength: 254,
  notAString: "invalid_email",
  syntax: { accepts: isValidEmail, refusal: "invalid_email", jsonSchema: { format: "email" } },
  normalize: normalizeEmail,
} as const;
const STORED = "Stored with its domain in lower case; letters of any script may stand in a domain.";

const email = charField({ ...ADDRESS, allowBlank: true }).describe(`Empty for none. ${STORED}`);

/** Where an account's name is its address, which bodies have as `username`, as `email`, or as both. */
const nameAddress = {
  username: charField(ADDRESS).optional().describe("The address, where it is not in `email`."),
  email: charField(ADDRESS)
    .optional()
    .describe(`One's address, which is the name, too; required unless \`username\` has it. ${STORED}`),
};

const age = integerField({ max: 150 });

/** simplejwt's serializers drop outer blanks. */
const token = charField({});

const requiredAge = age.describe("In years. A string of digits is taken for a number.");
const signUpAge = age
  .nullable()
  .prefault(null)
  .describe("In years. A string of digits is taken for a number.");

const requiredEmail = charField(ADDRESS).describe(STORED);

/** Of a form an empty input counts as null. */
const optionalName = newUsername
  .nullish()
  .transform((name) => name ?? undefined)
  .describe("Where it is absent, one is made of what stands before the @ of the address.");

const SIGN_UP_FIELDS = {
  username: {
    required: newUsername,
    optional: optionalName,
    no: unstoredField<string | undefined>(undefined),
  },
  email: { required: requiredEmail, optional: email.prefault(""), no: unstoredField("") },
  age: { required: requiredAge, optional: signUpAge, no: unstoredField<number | null>(null) },
};

function makeSignUpSchema({ nameIsAddress, signUp }: AccountShape) {
  const years = SIGN_UP_FIELDS.age[signUp.age];
  if (nameIsAddress) return z.object({ ...nameAddress, password, age: years });
  const name = SIGN_UP_FIELDS.username[signUp.username];
  return z.object({ username: name, password, email: SIGN_UP_FIELDS.email[signUp.email], age: years });
}

/** The body of a sign-up. */
export const signUpSchemaFor = perShape(makeSignUpSchema);

const signInSchema = z.object({ username, password });

/** Of which one is required: findSignInProblems (lib/accounts). */
const nameOrAddress = username.optional();
const signInByAddressSchema = z.object({
  username: nameOrAddress.describe("The name or address of one's account; required unless `email` is given."),
  email: nameOrAddress.describe("The same under another name."),
  password,
});

/** The body of a sign-in. */
export function signInSchemaFor(shape: AccountShape): typeof signInSchema | typeof signInByAddressSchema {
  return takesAddress(shape) ? signInByAddressSchema : signInSchema;
}

export const passwordChangeSchema = z.object({ old_password: password, new_password: password });

export const passwordResetSchema = z.object({
  email: charField({
    maxLength: 254,
    notAString: "invalid_email",
    syntax: { accepts: isValidEmail, refusal: "invalid_email", jsonSchema: { format: "email" } },
  }).describe("The address of one's account."),
});

export const passwordResetConfirmSchema = z.object({
  uid: charField({ maxLength: 512 })
    .optional()
    .describe("The first part of the link: the primary key in base64url."),
  token: charField({ maxLength: 512 })
    .optional()
    .describe(
      "The second part of the link; where it is absent, the cookie that carries a link of the same user is read.",
    ),
  new_password: password,
});

export const resetLinkSchema = z.object({
  uid: z.string().describe("As in the mail."),
  token: z.string().describe("As in the mail."),
});

function makeUserChangeSchema({ nameIsAddress, hasEmail, hasAge }: AccountShape) {
  const years = hasAge
    ? age.nullable().optional().describe("In years; null for none.")
    : unstoredField(null).optional();
  if (nameIsAddress) return z.object({ ...nameAddress, age: years });
  const address = hasEmail ? email.optional() : unstoredField("").optional();
  return z.object({ username: newUsername.optional(), email: address, age: years });
}

/** A partial update, as DRF's: what is absent stays as it is. */
export const userChangeSchemaFor = perShape(makeUserChangeSchema);

/** A one-time code, or a recovery code, which is longer. Authenticator apps show the digits in groups. */
const code = charField({ maxLength: 64, normalize: (value) => normalize(value, "NFKC").replace(/\s/g, "") });

/** The challenge may come in its cookie instead. */
export const codeStepSchema = z.object({
  challenge: token
    .optional()
    .describe(
      "What the refusal `totp_required` gave; where it is absent, the cookie that carries it is read.",
    ),
  code: code.describe("Six digits of the authenticator app, or a recovery code."),
});

/** Of whoever has a second factor, what changes it wants a code of it. */
export const totpChangeSchema = z.object({
  code: code
    .optional()
    .describe(
      "Six digits of the authenticator app in use, or a recovery code; required where one is in use.",
    ),
});

export const totpConfirmSchema = z.object({ code: code.describe("Six digits of the authenticator app.") });

const emailChallenge = token
  .optional()
  .describe(
    "What the refusal `email_verification_required` gave; where it is absent, the cookie that carries it is read, else the caller has to be signed in.",
  );

/** By a link's key, or by a code. */
export const emailVerifySchema = z.object({
  key: token
    .optional()
    .describe(
      "The last part of the mailed link; where it and `code` are absent, the cookie is read that carries it.",
    ),
  code: code.optional().describe("The six digits of the mail."),
  challenge: emailChallenge,
});

export const emailResendSchema = z.object({ challenge: emailChallenge });

/** The key of a mailed link, as part of a path: any text will do. */
export const linkKeySchema = z.object({ key: z.string().describe("As in the mail.") });

/** The refresh token may come in its cookie instead. */
export const refreshSchema = z.object({
  refresh: token
    .optional()
    .describe("The refresh token; where it is absent, the cookie that carries it is read."),
});

/** The token may come in its cookie instead. */
export const verifySchema = z.object({
  token: token.optional().describe("The token; where it is absent, the access token's cookie is read."),
});

/** simplejwt's own endpoints read no cookie. */
export const requiredRefreshSchema = z.object({ refresh: token.describe("A refresh token.") });
export const requiredTokenSchema = z.object({ token: token.describe("A token.") });

const next = charField({ allowBlank: true })
  .optional()
  .describe("Where to go on: a path, an address of ours, or one of an allowed origin.");

export const nextSchema = z.object({ next });

/** Of an address that always leads on: a `next` that is none of ours is left out, not refused. */
export const entrySchema = z.object({
  next: z
    .string()
    .optional()
    .describe("Where to go on after signing in: a path of ours, or an address of an allowed origin."),
});

/** Nothing of it is refused: nginx makes a 500 of a 400. */
export const forwardAuthSchema = z.object({
  redirect: z
    .string()
    .optional()
    .describe("`1`: browsers that open a page are redirected to sign in, where 401 would be answered."),
});

/** The form of Django's set_language, which refuses nothing: an unknown language is ignored. */
export const setLanguageSchema = z.object({
  language: charField({ allowBlank: true }).optional().describe("`en` or `ko`; any other is ignored."),
  next,
});

export const confirmSchema = z.object({ password });

export const signOutEverywhereSchema = z.object({
  keep_current: booleanField()
    .prefault(false)
    .describe("Whether the sign-in that asks stays. As in DRF, `yes`, `on` and 1 count as true, too."),
});

/** What a path names: compared as it is, so that any text will do. */
export const idSchema = z.object({ id: z.string().describe("As the list gives it.") });

export const eventsQuerySchema = z.object({
  before: z.string().optional().describe("The id of an event: only those before it."),
});

export const peopleQuerySchema = z.object({
  prefix: charField({ maxLength: 254, allowBlank: true })
    .optional()
    .describe(
      "How the name or the address begins, or the whole id. Names are compared as typed, in lower and upper case and with a capital.",
    ),
  after: charField({ maxLength: 4000, allowBlank: true })
    .optional()
    .describe("`next` of the page before; what is none begins at the first page."),
});

export const personSchema = z.object({ id: z.string().describe("A user's id.") });

export const personSignInSchema = z.object({
  id: z.string().describe("A user's id."),
  sign_in: z.string().describe("The id of one of their sign-ins."),
});

/** A body of which nothing is read. */
export const emptyBodySchema = z.object({});

export type SignUpInput = z.output<ReturnType<typeof signUpSchemaFor>>;
/** Where no address may be given, always with a name. */
export type SignInInput = z.output<typeof signInByAddressSchema>;
export type PasswordChangeInput = z.output<typeof passwordChangeSchema>;
export type PasswordResetInput = z.output<typeof passwordResetSchema>;
export type PasswordResetConfirmInput = z.output<typeof passwordResetConfirmSchema>;
export type ResetLinkInput = z.output<typeof resetLinkSchema>;
export type UserChangeInput = z.output<ReturnType<typeof userChangeSchemaFor>>;
export type CodeStepInput = z.output<typeof codeStepSchema>;
export type TotpChangeInput = z.output<typeof totpChangeSchema>;
export type TotpConfirmInput = z.output<typeof totpConfirmSchema>;
export type EmailVerifyInput = z.output<typeof emailVerifySchema>;
export type EmailResendInput = z.output<typeof emailResendSchema>;
export type LinkKeyInput = z.output<typeof linkKeySchema>;
export type RefreshInput = z.output<typeof refreshSchema>;
export type RequiredRefreshInput = z.output<typeof requiredRefreshSchema>;
export type RequiredTokenInput = z.output<typeof requiredTokenSchema>;
export type VerifyInput = z.output<typeof verifySchema>;
export type ConfirmInput = z.output<typeof confirmSchema>;
export type SignOutEverywhereInput = z.output<typeof signOutEverywhereSchema>;
export type IdInput = z.output<typeof idSchema>;
export type EventsInput = z.output<typeof eventsQuerySchema>;
export type PeopleInput = z.output<typeof peopleQuerySchema>;
export type PersonInput = z.output<typeof personSchema>;
export type PersonSignInInput = z.output<typeof personSignInSchema>;
export type NextInput = z.output<typeof nextSchema>;
export type EntryInput = z.output<typeof entrySchema>;
export type ForwardAuthInput = z.output<typeof forwardAuthSchema>;
export type SetLanguageInput = z.output<typeof setLanguageSchema>;
