/** A forgotten password, as its owner goes about it. */

import { type Answer, send } from "../client";
import type { TestServer } from "../server";
import { sendDue } from "./outbox";
import type { MailServer } from "./server";

export interface Link {
  readonly uid: string;
  readonly token: string;
}

export function askForReset(server: TestServer, email: string, headers = {}): Promise<Answer> {
  return send(server, "/user/password_reset", { json: { email }, headers });
}

/** The links of the mails that were sent to an address, in their order. */
export function linksTo(mailServer: MailServer, address: string): Link[] {
  const texts = mailServer.mails.filter(({ to }) => to[0] === address).map(({ mail }) => mail.text ?? "");
  return texts.flatMap((text) => {
    const [, uid, token] = /\/reset\/([\w-]+)\/([\w-]+)\/$/m.exec(text) ?? [];
    return uid === undefined || token === undefined ? [] : [{ uid, token }];
  });
}

/** Asks for a link, and reads it from the mail. @throws where none came */
export async function getLink(server: TestServer, mailServer: MailServer, address: string): Promise<Link> {
  const before = linksTo(mailServer, address).length;
  await askForReset(server, address);
  await sendDue(server);
  const [link] = linksTo(mailServer, address).slice(before);
  if (link === undefined) throw new Error(`no mail with a link came to ${address}`);
  return link;
}

export function setByLink(server: TestServer, link: Link, password: string): Promise<Answer> {
  return send(server, "/user/password_reset_confirm", { json: { ...link, new_password: password } });
}
