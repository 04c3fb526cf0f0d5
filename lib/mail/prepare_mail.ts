import type { Language } from "@/lib/contract/language";
import type { Scope } from "@/lib/scope/scope";
import type { ClaimedRow } from "@/lib/store/outbox";
import { MAIL_KINDS, type MailFacts, type MailKind } from "./content";
import { type WrittenMail, writeMail } from "./write_mail";

/** A mail that can be sent. */
export interface Mail extends WrittenMail {
  /** Of the row: the same in each try, so that a mail program can tell that two are one. */
  readonly id: string;
  /** One address. */
  readonly to: string;
}

/** What no row holds, since it opens an account or proves an address. */
export interface MadeWhenSent {
  readonly link?: string;
  readonly code?: string;
}

/**
 * Writes the mail of a row. What happened to an account goes to the address that it had then, also where the user is gone
 * or has another one by now: whoever takes over an account cannot keep its owner from being told.
 * @param made of `password_reset` the link, of `email_verification` the link and the code
 * @throws Error where there is no such kind, as of a newer version's row
 */
export function prepareMail(
  { settings }: Scope,
  { id, kind, facts, at }: ClaimedRow,
  made: MadeWhenSent = {},
): Mail {
  if (!isMailKind(kind)) throw new Error(`There is no mail of the kind ${kind}.`);
  const language: Language = facts.language === "ko" ? "ko" : "en";
  const mail: MailFacts = {
    site: settings.app.site,
    username: facts.username ?? "",
    at: wordTime(language, at),
    resetUrl: made.link ?? `${settings.origin}/password_reset`,
    proofUrl: made.link ?? "",
    code: made.code ?? "",
    validFor: wordDuration(
      language,
      kind === "email_verification" ? settings.mail.verificationTimeout : settings.passwords.resetTimeout,
    ),
    newUsername: facts.new_username ?? "",
  };
  const written = writeMail(kind, language, mail, settings.app.accent?.mailButton);
  return { id, to: facts.address ?? "", ...written };
}

function isMailKind(kind: string): kind is MailKind {
  return (MAIL_KINDS as readonly string[]).includes(kind);
}

/** "November 28, 2026 at 19:45 UTC": the reader's time zone is not known. */
function wordTime(language: Language, at: Date): string {
  return new Intl.DateTimeFormat(language, {
    ...({ year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" } as const),
    ...({ hourCycle: "h23", timeZone: "UTC", timeZoneName: "short" } as const),
  }).format(at);
}

/** "3 days", "90 minutes": in the largest unit that counts it whole. @param seconds */
function wordDuration(language: Language, seconds: number): string {
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
    ["second", 1],
  ] as const;
  const [unit, size] = units.find(([, size]) => seconds >= size && seconds % size === 0) ?? ["second", 1];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(seconds / size);
}
