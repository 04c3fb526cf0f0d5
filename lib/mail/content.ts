/** The mails there are, as the outbox names them. */
export const MAIL_KINDS = [
  "password_changed",
  "email_changed",
  "username_changed",
  "totp_enabled",
  "totp_disabled",
  "recovery_codes_renewed",
  "recovery_code_used",
  "account_deleted",
  "account_deactivated",
  "deactivated_by_staff",
  "account_activated",
  "password_reset",
  "email_verification",
] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/** What texts are written from. */
export interface MailFacts {
  /** The host that people know the service by. */
  readonly site: string;
  readonly username: string;
  /** When it happened, worded in the language of the mail. */
  readonly at: string;
  /** Where a new password is set: of `password_reset`, the link itself; of others, the page that asks for one. */
  readonly resetUrl: string;
  /** Of `email_verification`: where an address is confirmed. */
  readonly proofUrl: string;
  /** Of `email_verification`: six digits that confirm it, too. */
  readonly code: string;
  /** How long that link works, worded in the language of the mail. */
  readonly validFor: string;
  /** Of `username_changed`. */
  readonly newUsername: string;
}

/** What a mail says. Its text and its HTML are both made from this. */
export interface MailContent {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
  /** After the link. */
  readonly closing?: readonly string[];
}

/** The texts of a language. */
export type MailTexts = Readonly<Record<MailKind, (facts: MailFacts) => MailContent>>;
