import { parseUrl } from "@/lib/contract/parse_url";
import type { RawSettings } from "./definitions";

/**
 * How mail is sent: by a server, to the mailbox of development, or not at all.
 * @param problems takes a sentence for what cannot be together
 */
export function resolveMail({ general, mail, app }: RawSettings, origin: string, problems: string[]) {
  if (mail.useTls && mail.useSsl)
    problems.push(
      "EMAIL_USE_TLS and EMAIL_USE_SSL are both true: set the one that the server's port speaks.",
    );
  if ((mail.user === undefined) !== (mail.password === undefined))
    problems.push("EMAIL_HOST_USER and EMAIL_HOST_PASSWORD are set together, or neither.");
  const delivery = deliveryOf(mail.host, general.debug);
  if (mail.verification !== "none" && delivery === "off")
    problems.push(`EMAIL_VERIFICATION=${mail.verification} needs EMAIL_HOST, since mails are sent for it.`);
  const hostname = parseUrl(origin)?.hostname ?? "localhost";
  return {
    ...mail,
    delivery,
    from: mail.from ?? { name: app.name ?? "", address: `noreply@${addressable(hostname)}` },
  };
}

function deliveryOf(host: string | null, debug: boolean): "smtp" | "mailbox" | "off" {
  if (host !== null) return "smtp";
  return debug ? "mailbox" : "off";
}

/** A host as the domain of an address: IP addresses stand in brackets (RFC 5321, 4.1.3). */
function addressable(hostname: string): string {
  return /^\d+(\.\d+){3}$/.test(hostname) ? `[${hostname}]` : hostname;
}
