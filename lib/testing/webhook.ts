/** An app that is told of events, on a port of its own. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EVENTS } from "@/lib/jobs/post_events";
import { sendOutbox } from "@/lib/jobs/send_outbox";
import type { TestServer } from "./server";

export interface Post {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface App {
  readonly url: string;
  readonly posts: Post[];
  /** What it answers from now on; null: nothing. */
  answer: number | null;
  close(): void;
}

export async function startApp(): Promise<App> {
  const posts: Post[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (app.answer !== null)
        response.writeHead(app.answer, { Location: `${app.url}/elsewhere` }).end("thanks");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const app: App = {
    url: `http://127.0.0.1:${port}/hook`,
    posts,
    answer: 204,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return app;
}

/** Posts the events that are due. @returns how many the app has taken */
export function postDue({ store, settings, clock }: TestServer): Promise<number> {
  return sendOutbox(EVENTS, { store, settings, now: clock.now });
}
