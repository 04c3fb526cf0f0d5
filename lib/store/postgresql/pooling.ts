import { type ClientBase, DatabaseError } from "pg";
import { UnsuitableDatabaseError } from "../unsuitable";

/** A pooler gives a free session to whoever comes first: with other clients about, that may be somebody else once. */
const TRIES = 5;

/**
 * Whether each connection has a session of its own. Behind a pooler in transaction mode it has one for a transaction: settings
 * and prepared statements are lost, or found by others. Nothing is set before this is known.
 * @param shownUrl the database's address, for messages
 * @throws UnsuitableDatabaseError
 */
export async function requireOwnSessions(
  one: ClientBase,
  other: ClientBase,
  shownUrl: string,
): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const before = await sessionOf(one);
    await begin(other, shownUrl);
    const others = await sessionOf(other);
    const after = await sessionOf(one);
    await other.query("ROLLBACK");
    if (before !== after || before === others) throw sharedSessions(shownUrl);
  }
}

/** The id of the server's process. */
async function sessionOf(client: ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return rows[0]?.pid;
}

/** A pooler in statement mode refuses it. */
async function begin(client: ClientBase, shownUrl: string): Promise<void> {
  try {
    await client.query("BEGIN");
  } catch (error) {
    throw error instanceof DatabaseError ? sharedSessions(shownUrl) : error;
  }
}

function sharedSessions(shownUrl: string): UnsuitableDatabaseError {
  return new UnsuitableDatabaseError(
    `The database ${shownUrl} is behind a pooler that gives a session to several connections: connect directly, or set its mode to session (PgBouncer: pool_mode = session).`,
  );
}

/**
 * Whether a lock that one session holds keeps others away: some servers that speak PostgreSQL's protocol only pretend.
 * @param other another session than the one that holds the lock
 * @throws UnsuitableDatabaseError
 */
export async function requireLocked(other: ClientBase, key: number, shownUrl: string): Promise<void> {
  const { rows } = await other.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [key]);
  if (rows[0]?.taken === false) return;
  throw new UnsuitableDatabaseError(
    `The server of ${shownUrl} has no advisory locks, which keep two starts from making the tables at once: name a PostgreSQL in DATABASE_URL.`,
  );
}
