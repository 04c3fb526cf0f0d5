import { proofSecrets } from "@/lib/accounts/email_verification/proof_secrets";
import { resetLink, resetMails } from "@/lib/accounts/password_reset";
import { mailFailed, mailLost } from "@/lib/events/events";
import { deliver, UndeliverableError } from "@/lib/mail/deliver";
import { RESET_REQUEST } from "@/lib/mail/messages";
import { type MadeWhenSent, type Mail, prepareMail } from "@/lib/mail/prepare_mail";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import { type ClaimedRow, claimRow, postponeRow, removeRow } from "@/lib/store/outbox";

/** So long nobody else tries a mail: longer than one try may take. Seconds. */
const LEASE = 300;
/** After the first failed try; doubled after each. Seconds. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [60, 3600];
/** After this long a mail is given up. Seconds. */
const MAX_AGE = 3 * 86_400;

type Make = (scope: Scope, row: ClaimedRow) => Promise<MadeWhenSent | null>;

/** The mails with something that no row holds; null where it would not work any more. */
const MADE_WHEN_SENT: Readonly<Record<string, Make>> = {
  password_reset: async (scope, row) => {
    const link = await resetLink(scope, row);
    return link === null ? null : { link };
  },
  email_verification: proofSecrets,
};

interface Running {
  readonly settings: Scope["settings"];
  readonly store: Scope["store"];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Sends the mails of the outbox that are due, one after the other. Several processes may do it at once: each mail is claimed
 * by one of them. A row is removed after its mail was sent; where the process ends in between, or the connection before the
 * server's answer, the mail is sent once more.
 * @param stop ends it after the mail that is being sent
 * @param abort ends it at once: that mail is sent again later
 * @returns how many were sent
 */
export async function sendMail(running: Running, stop?: AbortSignal, abort?: AbortSignal): Promise<number> {
  const { settings, store } = running;
  let sent = 0;
  while (!stop?.aborted) {
    const now = new Date(running.now());
    const row = await claimRow(store, now, addSeconds(now, LEASE));
    if (row === null) break;
    if (await trySending({ settings, store, now }, row, abort)) sent += 1;
  }
  return sent;
}

/** @returns whether it was sent */
async function trySending(scope: Scope, row: ClaimedRow, abort?: AbortSignal): Promise<boolean> {
  try {
    const mail = await prepare(scope, row);
    if (mail === null) return false;
    await deliver(scope, mail, abort);
  } catch (error) {
    if (abort?.aborted) await postponeRow(scope.store, row, scope.now);
    else await putOff(scope, row, error);
    return false;
  }
  await removeRow(scope.store, row);
  return true;
}

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

async function putOff({ store, now }: Scope, row: ClaimedRow, error: unknown): Promise<void> {
  const isTooOld = addSeconds(row.at, MAX_AGE) <= now;
  if (error instanceof UndeliverableError || isTooOld) {
    await removeRow(store, row);
    mailLost(row, error);
    return;
  }
  mailFailed(error);
  const pause = Math.min(FIRST_PAUSE * 2 ** (row.tries - 1), LONGEST_PAUSE);
  await postponeRow(store, row, addSeconds(now, pause));
}
