/** Mails that verify an address, as a test's SMTP server has got them. */

import type { TestServer } from "../server";
import { sendDue } from "./outbox";
import type { MailServer, ReceivedMail } from "./server";

/** What somebody finds in such a mail. */
export interface VerificationMail {
  /** The path of the link. */
  readonly link: string;
  /** Its last part. */
  readonly key: string;
  readonly code: string;
  readonly received: ReceivedMail;
}

/** Sends what is due, and reads the newest mail to an address. @throws where there is none, or it verifies nothing */
export async function verificationMail(
  server: TestServer,
  mailServer: MailServer,
  address: string,
): Promise<VerificationMail> {
  await sendDue(server);
  const received = mailServer.mails.findLast(({ to }) => to.includes(address));
  const text = received?.mail.text ?? "";
  const [, link = "", key = ""] =
    /https:\/\/auth\.example\.com(\/user\/email_verify\/(\S+))/.exec(text) ?? [];
  const [, code = ""] = /(?:code is |입력해 주세요: )(\d{6})/.exec(text) ?? [];
  if (received === undefined || key === "" || code === "")
    throw new Error(`no such mail to ${address}: ${text}`);
  return { link, key, code, received };
}
