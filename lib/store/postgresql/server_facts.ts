import type { ClientBase } from "pg";
import { UnsuitableDatabaseError } from "../unsuitable";
import { READ_ONLY_CODE } from "./read_only";

/** The oldest version that is tried: 12. */
const MIN_VERSION = 120_000;

const FACTS = `SELECT version() AS version, current_setting('server_version_num')::int AS number,
  current_setting('server_encoding') AS encoding, current_setting('transaction_read_only') AS "readOnly"`;

interface Facts {
  readonly version: string;
  /** 150004 for 15.4. */
  readonly number: number;
  readonly encoding: string;
  readonly readOnly: string;
}

/**
 * Asks what we assume of a server and its database, and cannot set ourselves.
 * @param shownUrl the database's address, for messages
 * @throws UnsuitableDatabaseError; its code is READ_ONLY_CODE where the server can only be read now
 */
export async function requireSuitableServer(client: ClientBase, shownUrl: string): Promise<void> {
  const { rows } = await client.query<Facts>(FACTS);
  const { version = "", number = 0, encoding = "", readOnly = "on" } = rows[0] ?? {};
  if (!/^PostgreSQL \d/.test(version) || /Redshift|Materialize|QuestDB|-YB-/.test(version))
    throw new UnsuitableDatabaseError(
      `The server of ${shownUrl} only speaks PostgreSQL's protocol (${version.slice(0, 60)}): name a PostgreSQL in DATABASE_URL.`,
    );
  if (number < MIN_VERSION)
    throw new UnsuitableDatabaseError(
      `The server of ${shownUrl} is ${version.slice(0, 20)}: PostgreSQL 12 is the oldest that works.`,
    );
  if (encoding !== "UTF8")
    throw new UnsuitableDatabaseError(
      `The database ${shownUrl} has the encoding ${encoding}, in which most names cannot be stored: make one with createdb --encoding=UTF8 --template=template0.`,
    );
  if (readOnly !== "off")
    throw new UnsuitableDatabaseError(
      `The database ${shownUrl} can only be read: name the primary server in DATABASE_URL, and let the role write.`,
      READ_ONLY_CODE,
    );
}
