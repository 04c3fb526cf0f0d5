/** An SMTP server on loopback, for tests that send mail. */

import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { freePort } from "../free_port";

/** A mail that the server has accepted. */
export interface ReceivedMail {
  readonly from: string;
  /** Of the envelope. */
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: ParsedMail;
  readonly isEncrypted: boolean;
  /** Who logged in. */
  readonly user: string | null;
}

/** The SMTP command at which the server refuses, and its answer. */
export type Refusals = Partial<Record<"AUTH" | "MAIL FROM" | "RCPT TO" | "DATA", number>>;

export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** Connections since the start. */
  readonly connections: number;
  /** What it refuses from now on. */
  refuse(refusals: Refusals): void;
  close(): Promise<void>;
}

interface Options {
  /** A free one where none is given. */
  readonly port?: number;
  /** The only name and password that it lets in; without them it asks for none. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Whether it speaks TLS: after STARTTLS, or from the start. */
  readonly tls?: "starttls" | "always";
  /** Called with each mail before it is accepted. */
  readonly onMail?: () => void | Promise<void>;
}

const [key, cert] = ["localhost.key", "localhost.crt"].map((name) =>
  readFileSync(path.join(import.meta.dirname, name)),
);
/** What a process must trust, by NODE_EXTRA_CA_CERTS, to send by TLS. */
export const CERTIFICATE = path.join(import.meta.dirname, "localhost.crt");

export async function startMailServer({ port, login, tls, onMail }: Options = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  let refusals: Refusals = {};
  let connections = 0;
  const answer = (command: keyof Refusals, of = "") => {
    const code = refusals[command];
    return code === undefined
      ? null
      : Object.assign(new Error(`${command} ${of} refused`), { responseCode: code });
  };
  const server = new SMTPServer({
    ...(key && cert ? { key, cert } : {}),
    secure: tls === "always",
    disabledCommands: [...(tls === "starttls" ? [] : ["STARTTLS"]), ...(login ? [] : ["AUTH"])],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_, callback) {
      connections += 1;
      callback();
    },
    onAuth({ username, password }, _, callback) {
      const isRight = username === login?.user && password === login?.password;
      callback(answer("AUTH") ?? (isRight ? null : new Error("wrong")), { user: username ?? "" });
    },
    onMailFrom: (_, __, callback) => callback(answer("MAIL FROM")),
    // As servers do, it quotes the address.
    onRcptTo: ({ address }, _, callback) => callback(answer("RCPT TO", `<${address}>`)),
    onData(stream, session, callback) {
      receive(stream, session)
        .then(async (mail) => {
          const refusal = answer("DATA");
          if (refusal === null) mails.push(mail);
          await onMail?.();
          callback(refusal);
        })
        .catch(callback);
    },
  });
  // Clients that are killed or do not trust the certificate.
  server.on("error", () => {});
  const listening = port ?? (await freePort());
  server.listen(listening, "127.0.0.1");
  await once(server.server, "listening");
  return {
    port: listening,
    mails,
    get connections() {
      return connections;
    },
    refuse(next) {
      refusals = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function receive(stream: AsyncIterable<Buffer>, session: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const { mailFrom, rcptTo } = session.envelope;
  return {
    from: mailFrom === false ? "" : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    raw: raw.toString("latin1"),
    mail: await simpleParser(raw),
    isEncrypted: session.secure,
    user: typeof session.user === "string" ? session.user : null,
  };
}
