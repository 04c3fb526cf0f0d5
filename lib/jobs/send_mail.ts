import { proofSecrets } from "@/lib/accounts/email_verification/proof_secrets";
import { resetLink, resetMails } from "@/lib/accounts/password_reset";
import { deliver } from "@/lib/mail/deliver";
import { RESET_REQUEST } from "@/lib/mail/messages";
import { type MadeWhenSent, type Mail, prepareMail } from "@/lib/mail/prepare_mail";
import type { Scope } from "@/lib/scope/scope";
import { type ClaimedRow, removeRow } from "@/lib/store/outbox";
import type { Sender } from "./send_outbox";

type Make = (scope: Scope, row: ClaimedRow) => Promise<MadeWhenSent | null>;

/** The mails with something that no row holds; null where it would not work any more. */
const MADE_WHEN_SENT: Readonly<Record<string, Make>> = {
  password_reset: async (scope, row) => {
    const link = await resetLink(scope, row);
    return link === null ? null : { link };
  },
  email_verification: proofSecrets,
};

/** Sends the mails of the outbox. */
export const MAILS: Sender = {
  part: "mails",
  async send(scope, row, abort) {
    const mail = await prepare(scope, row);
    if (mail === null) return false;
    await deliver(scope, mail, abort);
    return true;
  },
};

/** The mail of a row; null where the row leads to other rows, or its mail is not to be sent any more: then it is gone. */
async function prepare(scope: Scope, row: ClaimedRow): Promise<Mail | null> {
  if (row.kind === RESET_REQUEST) {
    await removeRow(scope.store, row, await resetMails(scope, row));
    return null;
  }
  const make = MADE_WHEN_SENT[row.kind];
  if (make === undefined) return prepareMail(scope, row);
  const made = await make(scope, row);
  if (made !== null) return prepareMail(scope, row, made);
  await removeRow(scope.store, row);
  return null;
}
