import { createServer } from "node:http";
import { listen, stopListening } from "@/lib/server/listen";
import { mailboxPage } from "@/lib/server/mailbox_page";
import { startOutboxSenders } from "@/lib/server/outbox_senders";
import type { Pages } from "@/lib/server/page_requests";
import { refuser } from "@/lib/server/refuse";
import type { Settings } from "@/lib/settings/settings";
import { closeStore, openStore } from "@/lib/store/open";

/**
 * Does beside `next dev` what our own server does: sends mails and posts events, and shows the mailbox of development, on a port
 * of its own.
 * @returns what ends it
 */
export async function startDevelopmentMails(settings: Settings): Promise<() => Promise<void>> {
  // Pages work without their tables, too: Next.js tells each request what is missing.
  const store = await openStore(settings.databaseUrl, settings.userTable).catch((error: unknown) => {
    console.error(`warning: no mails are sent and no events posted: ${String(error)}`);
    return null;
  });
  if (store === null) return async () => {};
  const stopSenders = startOutboxSenders({ settings, store, now: Date.now });
  const stopMailbox = await startMailbox(settings);
  return async () => {
    await Promise.all([stopSenders(), stopMailbox()]);
    await closeStore(store);
  };
}

/** @returns what ends it */
async function startMailbox(settings: Settings): Promise<() => Promise<void>> {
  const refuse = refuser(settings);
  const noPages: Pages = { has: () => false, listener: (_, response) => response.writeHead(404).end() };
  const { has, listener } = mailboxPage(noPages, settings, refuse);
  if (!has("/dev/mailbox")) return async () => {};
  const server = createServer(listener);
  const port = await listen(server, "127.0.0.1", 0);
  console.log(`Mails are shown on http://127.0.0.1:${port}/dev/mailbox`);
  return () => stopListening(server);
}
