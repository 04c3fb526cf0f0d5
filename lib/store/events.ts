import type { Store } from "./open";
import { dateFrom, query, type Step, type Time, timeText } from "./statements";

/** Something that happened to an account. */
export interface EventRow {
  readonly id: string;
  readonly at: Date;
  readonly name: string;
  readonly userKey: string;
  /** The network address of the request. */
  readonly address: string | null;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** Inserts an event, as a step of the transaction that makes the change it reports. */
export function eventStep({ schema }: Store, { id, at, name, userKey, address, facts }: EventRow): Step {
  return {
    sql: "INSERT INTO latchkey_event (id, at, name, user_key, address, facts) VALUES (?, ?, ?, ?, ?, ?)",
    params: [id, timeText(schema.engine, at), name, userKey, address, JSON.stringify(facts)],
  };
}

interface EventColumns {
  readonly id: string;
  readonly at: Time;
  readonly name: string;
  readonly address: string | null;
  readonly facts: string;
}

/** How many events a list has at most. */
const MAX_LISTED = 200;

const list = (older: string) =>
  query<EventColumns>(`
    SELECT id, at, name, address, facts FROM latchkey_event WHERE user_key = ? AND at > ? ${older}
    ORDER BY at DESC, id DESC LIMIT ${MAX_LISTED}`);
const LIST = list("");
const LIST_OLDER = list(
  "AND (at, id) < (SELECT b.at, b.id FROM latchkey_event b WHERE b.id = ? AND b.user_key = ?)",
);

/**
 * Events of a user, the latest first, at most 200.
 * @param page.after not those of this time, or earlier
 * @param page.before only those before the one with this id; none where the user has no such event
 */
export async function listEvents(
  { schema, statements }: Store,
  userKey: string,
  { after, before }: { readonly after: Date; readonly before: string | null },
): Promise<Omit<EventRow, "userKey">[]> {
  const since = timeText(schema.engine, after);
  const rows =
    before === null
      ? await statements.list(LIST, userKey, since)
      : await statements.list(LIST_OLDER, userKey, since, before, userKey);
  return rows.map(({ id, at, name, address, facts }) => {
    return { id, at: dateFrom(at), name, address, facts: JSON.parse(facts) };
  });
}
