import type { Scope } from "@/lib/scope/scope";
import { UndeliverableError } from "@/lib/store/outbox";
import { failureText } from "./failure_text";
import { keepInMailbox } from "./mailbox";
import type { Mail } from "./prepare_mail";

type MailSettings = Scope["settings"]["mail"];

/** All that one mail may take: a server that sends a byte now and then would be waited for, for ever. Milliseconds. */
const DEADLINE_MS = 120_000;

/**
 * One address as SMTP takes it: with no blank, control character, quote, bracket or separator in it, a header cannot end in it,
 * and a list is none.
 */
const DELIVERABLE = /^[^\s<>()[\]",;:\\@\p{Cc}\p{Cf}]+@(?:[^\s<>()[\]",;:\\@\p{Cc}\p{Cf}]+|\[[\w.:]+\])$/u;

/**
 * Sends a mail to its one recipient.
 * @throws UndeliverableError where the recipient or the mail is refused for good; any other error where a later try may succeed
 */
export async function deliver(
  { settings }: Pick<Scope, "settings">,
  mail: Mail,
  signal?: AbortSignal,
): Promise<void> {
  if (!DELIVERABLE.test(mail.to))
    throw new UndeliverableError("The address is not one that mail can be sent to.");
  if (settings.mail.delivery === "mailbox") return keepInMailbox(settings, mail);
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const transport = await openTransport(settings.mail);
  try {
    await transport.sendMail({
      ...messageOf(settings.mail, mail),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
  } catch (error) {
    const text = failureText(error);
    throw isFinal(error) ? new UndeliverableError(text) : new Error(text);
  }
}

/** Nodemailer is loaded with the first mail: workers that send none do not hold it. */
async function openTransport({ host, port, user, password, useTls, useSsl, timeout }: MailSettings) {
  const { createTransport } = await import("nodemailer");
  const ms = timeout * 1000;
  return createTransport({
    host: host ?? "",
    port,
    secure: useSsl,
    // As Django: STARTTLS where it is asked for, and then without exception.
    requireTLS: useTls,
    ignoreTLS: !useTls,
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
    ...{ connectionTimeout: ms, greetingTimeout: ms, socketTimeout: ms, dnsTimeout: ms },
    // A mail is text from here: nothing of it names a file or an address to read.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
}

function messageOf({ from }: MailSettings, { id, to, subject, text, html }: Mail) {
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1).replace(/[^\w.-]/g, "");
  return {
    // Nodemailer writes into these objects, and settings are frozen.
    from: { ...from },
    to: { name: "", address: to },
    envelope: { from: from.address, to: [to] },
    ...{ subject, text, html },
    messageId: `<${id}@${domain}>`,
    // Machines do not answer (RFC 3834, 5).
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

/**
 * Whether the server refused this recipient or this text for good. What it refuses before (the log-in, the sender) is a fault
 * of the settings, and mended there.
 */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { responseCode, command } = error as Error & { responseCode?: unknown; command?: unknown };
  return (
    typeof responseCode === "number" && responseCode >= 500 && (command === "RCPT TO" || command === "DATA")
  );
}
