import type { Store } from "@/lib/store/open";
import { deleteAskedStep, deleteOutboxStep, disownOutboxStep } from "@/lib/store/outbox";
import type { Step } from "@/lib/store/statements";
import { MAIL_KINDS, type MailKind } from "./content";
import { RESET_REQUEST } from "./messages";

/** Whether a mail opens something of its user's account. */
const OPENS: Readonly<Record<MailKind, boolean>> = {
  password_changed: false,
  email_changed: false,
  username_changed: false,
  totp_enabled: false,
  totp_disabled: false,
  recovery_codes_renewed: false,
  recovery_code_used: false,
  account_deleted: false,
  account_deactivated: false,
  deactivated_by_staff: false,
  account_activated: false,
  password_reset: true,
  email_verification: true,
};

/**
 * What becomes of the mails to a user who is deleted, as the last steps of that transaction: those that would open the account are
 * not sent; notices are, so that whoever took over an account cannot keep its owner from being told. They name no user any more. Links that were asked for by the
 * address are forgotten.
 * @param folded that address, as lib/accounts folds it
 */
export function withdrawMailSteps(store: Store, userKey: string, folded: string | null): Step[] {
  const opening = MAIL_KINDS.filter((kind) => OPENS[kind]);
  return [
    ...opening.map((kind) => deleteOutboxStep(userKey, kind)),
    ...(folded === null ? [] : [deleteAskedStep(store, RESET_REQUEST, folded)]),
    disownOutboxStep(userKey),
  ];
}
