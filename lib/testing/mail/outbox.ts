/** The outbox of a test's server. */

import { MAILS } from "@/lib/jobs/send_mail";
import { sendOutbox } from "@/lib/jobs/send_outbox";
import { passwordChangedMail } from "@/lib/mail/messages";
import type { TestServer } from "../server";

/** Settings under which mail goes to a server on loopback. */
export function mailSettings(port: number) {
  return {
    EMAIL_HOST: "127.0.0.1",
    EMAIL_PORT: `${port}`,
    APP_ORIGIN: "https://auth.example.com",
    DEFAULT_FROM_EMAIL: "Accounts <accounts@example.com>",
  };
}

/** Writes a mail for an address to the outbox. */
export async function writeTo(
  { store, settings, clock }: TestServer,
  email: string,
  language: "en" | "ko" = "en",
): Promise<void> {
  const scope = { store, settings, now: new Date(clock.now()) };
  const user = { key: "1", username: "mseo", email };
  await store.statements.write(passwordChangedMail(scope, { user, language }));
}

/** Sends what is due, as the servers do every few seconds. @returns how many were sent */
export function sendDue({ store, settings, clock }: TestServer): Promise<number> {
  return sendOutbox(MAILS, { store, settings, now: clock.now });
}
