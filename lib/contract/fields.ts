import { z } from "zod";
import { charField, textOf, tooLong } from "./char_field";
import { isValidEmail, normalizeEmail } from "./email";

/** Larger passwords are refused before any hashing. Bytes of UTF-8. */
const PASSWORD_MAX_BYTES = 4096;
const USERNAME_MAX = 150;
const EMAIL_MAX = 254;
const AGE_MAX = 150;

/** Django's UnicodeUsernameValidator: `^[\w.@+-]+\Z`. */
const USERNAME = /^[\p{L}\p{N}_.@+-]+$/u;

/** Django stores usernames in NFKC (AbstractBaseUser.normalize_username). */
function normalizeUsername(value: string): string {
  return value.normalize("NFKC");
}

/** As it is given at sign-up. Checked in both forms: compatibility forms can be longer, or hold other characters. */
const newUsername = charField(
  {
    validate: (value) => [
      ...(USERNAME.test(value.normalize("NFC")) && USERNAME.test(normalizeUsername(value))
        ? []
        : ["invalid_username"]),
      ...(tooLong(value, USERNAME_MAX).length > 0
        ? tooLong(value, USERNAME_MAX)
        : tooLong(normalizeUsername(value), USERNAME_MAX)),
    ],
  },
  normalizeUsername,
);

const username = charField({}, normalizeUsername);

/** Taken exactly as given: what was typed is what is checked. */
const password = charField(
  {
    trim: false,
    validate: (value) =>
      new TextEncoder().encode(value).length > PASSWORD_MAX_BYTES
        ? [`password_too_long_bytes|${PASSWORD_MAX_BYTES}`]
        : [],
  },
  (value) => value,
);

const email = charField(
  {
    allowBlank: true,
    invalid: "invalid_email",
    validate: (value) => [...(isValidEmail(value) ? [] : ["invalid_email"]), ...tooLong(value, EMAIL_MAX)],
  },
  normalizeEmail,
);

/** DRF's IntegerField: `"24"` and `24.0` count; strings of more than a thousand characters are not looked at. */
const age = z.unknown().transform((raw, context): number | null => {
  const refuse = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  if (raw === null) return null;
  const text = textOf(raw);
  if (text === null) return refuse("invalid_integer");
  if (text.length > 1000) return refuse("max_string_length");
  const digits = /^\s*([+-]?\d+)(?:\.0*)?\s*$/.exec(text)?.[1];
  if (digits === undefined) return refuse("invalid_integer");
  const value = Number(digits);
  if (value > AGE_MAX) return refuse(`max_value|${AGE_MAX}`);
  if (value < 0) return refuse("min_value|0");
  return value;
});

/** A field that may be left out, and then stands for `absent`. */
function optional<S extends z.ZodType, A>(schema: S, absent: A) {
  return z.unknown().transform((raw, context) => {
    if (raw === undefined) return absent;
    const result = schema.safeParse(raw);
    if (result.success) return result.data;
    for (const { message } of result.error.issues) context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

export const signUpSchema = z.object({
  username: newUsername,
  password,
  email: optional(email, ""),
  age: optional(age, null),
});

export const signInSchema = z.object({ username, password });

/** A token in a body; simplejwt's serializers trim it. Absent where the cookie carries it. */
const token = charField({}, (value) => value);
export const refreshSchema = z.object({ refresh: optional(token, undefined) });
export const verifySchema = z.object({ token: optional(token, undefined) });

/** simplejwt's own endpoints: the body is the only way. */
export const requiredRefreshSchema = z.object({ refresh: token });
export const requiredTokenSchema = z.object({ token });

/** An endpoint that wants nothing from the body. */
export const nothingSchema = z.object({});

/** The sign-up form: an empty age is no age (as DRF reads HTML forms). */
export const signUpFormSchema = z.preprocess(
  (form) => (isRecord(form) && form.age === "" ? { ...form, age: null } : form),
  signUpSchema,
);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export type SignUpInput = z.output<typeof signUpSchema>;
export type SignInInput = z.output<typeof signInSchema>;
export type RefreshInput = z.output<typeof refreshSchema>;
export type RequiredRefreshInput = z.output<typeof requiredRefreshSchema>;
export type RequiredTokenInput = z.output<typeof requiredTokenSchema>;
export type VerifyInput = z.output<typeof verifySchema>;
