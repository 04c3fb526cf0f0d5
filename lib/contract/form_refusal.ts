import type { ErrorCode } from "./codes";
import type { FieldMessage } from "./errors";

/**
 * Why a form was refused, in stable keys and small values, never in what somebody typed: as its page's query carries it
 * after a post without scripts, and as a header carries it to a script of ours.
 */
export type FormRefusal =
  /** What is wrong with its fields, by name. */
  | { readonly kind: "fields"; readonly fields: Readonly<Record<string, readonly FieldMessage[]>> }
  /** `wait` in seconds. */
  | { readonly kind: "detail"; readonly code: FormCode; readonly wait: number | null };

/** Of an answer to a script of our pages: a {@link FormRefusal} as a query has it. */
export const REFUSAL_HEADER = "X-Latchkey-Refusal";

/** The codes that our forms can be refused with; of any other they are told `error`. */
export const FORM_CODES = [
  "no_active_account",
  "not_authenticated",
  "token_not_valid",
  "password_changed",
  "totp_required",
  "email_verification_required",
  "challenge_expired",
  "confirm_required",
  "permission_denied",
  "mfa_required",
  "no_reset_mail",
  "sign_up_closed",
  "sign_in_mode_off",
  "not_found",
  "throttled",
  "unavailable",
  "too_large",
  "parse_error",
  "unsupported_media_type",
  "not_acceptable",
  "cross_site",
  "error",
] as const satisfies readonly ErrorCode[];

export type FormCode = (typeof FORM_CODES)[number];

export function isFormCode(code: unknown): code is FormCode {
  return (FORM_CODES as readonly unknown[]).includes(code);
}

export type RefusalQuery = Readonly<Record<string, string | string[] | undefined>>;

/** `username.max_length.150`: field, message, and the value of the message's parameter. */
const WRONG = /^([a-z][a-z_]{0,39})\.([a-z_]{1,40})(?:\.(\w{1,20}))?$/;
const WAIT = /^[0-9]{1,6}$/;

/**
 * A refusal as `refusalQuery` writes it.
 * @param readMessage a message by its key and the value of its parameter; null for one to be ignored
 * @returns null where no refusal is left
 */
export function readRefusal(
  { wrong, error, wait }: RefusalQuery,
  readMessage: (key: string, value: string | undefined) => FieldMessage | null,
): FormRefusal | null {
  if (isFormCode(error)) return { kind: "detail", code: error, wait: readWait(wait) };
  const fields = new Map<string, FieldMessage[]>();
  for (const each of [wrong ?? []].flat().slice(0, 20)) {
    const [, field, key, value] = WRONG.exec(each) ?? [];
    if (field === undefined || key === undefined) continue;
    const message = readMessage(key, value);
    if (message !== null) fields.set(field, [...(fields.get(field) ?? []), message]);
  }
  return fields.size === 0 ? null : { kind: "fields", fields: Object.fromEntries(fields) };
}

/** Seconds, as Retry-After has them; null where it says nothing of the kind. */
export function readWait(wait: unknown): number | null {
  return typeof wait === "string" && WAIT.test(wait) ? Number(wait) : null;
}
