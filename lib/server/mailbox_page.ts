import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseUrl } from "@/lib/contract/parse_url";
import { notFound } from "@/lib/http/plain_refusal";
import { escapeHtml } from "@/lib/mail/escape_html";
import { type KeptMail, readMailbox } from "@/lib/mail/mailbox";
import type { Settings } from "@/lib/settings/settings";
import { isLoopback } from "@/lib/settings/unsafe_addresses";
import type { Pages } from "./page_requests";
import type { Refuse } from "./refuse";

const PATH = /^\/dev\/mailbox(?:\/([\w-]{1,64}))?$/;

/**
 * Shows the mails of the mailbox of development: their list with their text, and each one's HTML. To this machine alone: the
 * connection, the name by which it was reached (another site's name may lead here) and APP_ORIGIN are loopback.
 * @param pages answers all other requests
 */
export function mailboxPage(pages: Pages, settings: Settings, refuse: Refuse): Pages {
  if (settings.mail.delivery !== "mailbox" || !isLoopback(new URL(settings.origin).hostname)) return pages;
  return {
    has: (path) => PATH.test(path) || pages.has(path),
    listener(incoming, outgoing) {
      const [path, id] = PATH.exec(pathOf(incoming)) ?? [];
      if (path === undefined) pages.listener(incoming, outgoing);
      else if (!isFromThisMachine(incoming)) refuse(notFound(), incoming, outgoing);
      else
        answer(settings, id, outgoing)
          .catch(() => false)
          .then((found) => found || refuse(notFound(), incoming, outgoing));
    },
  };
}

function pathOf({ url = "" }: IncomingMessage): string {
  return url.replace(/\/?(?:\?.*)?$/s, "");
}

function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const host = parseUrl(`http://${headers.host ?? ""}`)?.hostname;
  return isLoopback(address) && host !== undefined && isLoopback(host);
}

/** @returns whether there is such a mail */
async function answer(
  settings: Settings,
  id: string | undefined,
  outgoing: ServerResponse,
): Promise<boolean> {
  const mails = await readMailbox(settings);
  const mail = mails.find((one) => one.id === id);
  if (id === undefined) write(outgoing, listHtml(mails), `'sha256-${STYLE_HASH}'`);
  // A mail's styles stand in attributes.
  else if (mail) write(outgoing, mail.html, "'unsafe-inline'");
  return id === undefined || mail !== undefined;
}

function write(outgoing: ServerResponse, html: string, styles: string): void {
  const policy = ["default-src 'none'", `style-src ${styles}`, "base-uri 'none'", "frame-ancestors 'none'"];
  outgoing
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": [...policy, "form-action 'none'"].join("; "),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    })
    .end(html);
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
article { margin: 1.5rem 0; padding: 1rem 1.25rem; border: 1px solid light-dark(#d8d2c8, #55504a); border-radius: 8px }
h1 { font-size: 1.5rem } h2 { margin: 0; font-size: 1.125rem }
p { margin: .25rem 0; color: light-dark(#655d54, #b5aca0) }
pre { margin: 1rem 0 0; font: inherit; white-space: pre-wrap }`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

function listHtml(mails: readonly KeptMail[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><title>Mailbox</title>',
    `<style>${STYLE}</style></head><body><main><h1>Mailbox</h1>`,
    "<p>Mail is shown here, and sent to nobody, while DEBUG is on and EMAIL_HOST is not set.</p>",
    ...(mails.length === 0 ? ["<p>There is no mail yet.</p>"] : mails.map(mailHtml)),
    "</main></body></html>",
  ].join("\n");
}

function mailHtml({ id, at, to, subject, text }: KeptMail): string {
  const time = new Date(at).toISOString();
  return [
    `<article><h2>${escapeHtml(subject)}</h2>`,
    `<p>To ${escapeHtml(to)}, <time datetime="${time}">${time}</time>, <a href="/dev/mailbox/${id}">as HTML</a></p>`,
    `<pre>${withLinks(escapeHtml(text))}</pre></article>`,
  ].join("\n");
}

/** @param html escaped text, of which a line that is an address becomes a link */
function withLinks(html: string): string {
  return html.replace(/^https?:\/\/\S+$/gm, (address) => `<a href="${address}">${address}</a>`);
}
