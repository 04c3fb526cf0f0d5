import type { PasswordRules } from "@/lib/pages/password_rules";

/**
 * What password managers make new passwords by: `minlength` as browsers know it, `passwordrules` as Apple's and others'
 * (https://developer.apple.com/password-rules). Nothing where any password is taken.
 */
export function passwordHints({
  minLength,
  notOnlyDigits,
}: PasswordRules): Readonly<Record<string, string | number>> {
  const rules = [
    minLength === null ? "" : `minlength: ${minLength};`,
    notOnlyDigits ? "required: lower;" : "",
  ].filter((rule) => rule !== "");
  return {
    ...(minLength === null ? {} : { minLength }),
    ...(rules.length === 0 ? {} : { passwordrules: `${rules.join(" ")} allowed: ascii-printable;` }),
  };
}

/** Whether a password keeps the rules that a page can judge; null for those that are not set. */
export function judged(password: string, { minLength, notOnlyDigits }: PasswordRules) {
  return {
    minLength: minLength === null ? null : [...password].length >= minLength,
    notOnlyDigits: notOnlyDigits ? password !== "" && !/^\p{Nd}+$/u.test(password) : null,
  };
}
