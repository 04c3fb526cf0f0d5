import { Client } from "pg";
import { redactedUrl } from "../address";
import { accessTo } from "../postgresql/connection";
import { requireOwnSessions } from "../postgresql/pooling";

/**
 * Asks whether each connection has a session of its own, before anything is set in one.
 * @param url `postgresql://…`
 * @throws UnsuitableDatabaseError where not; the error of the connection where there is none
 */
export async function requireUnpooled(url: string): Promise<void> {
  const { config } = accessTo(url);
  const [one, other] = [new Client(config), new Client(config)];
  // Without a listener, an 'error' event crashes the process; the query under way is rejected besides.
  for (const client of [one, other]) client.on("error", () => {});
  try {
    await one.connect();
    await other.connect();
    await requireOwnSessions(one, other, redactedUrl(url));
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}
