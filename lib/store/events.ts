import { hasUser } from "./has_user";
import type { Store } from "./open";
import { EVENT_POST, outboxStep } from "./outbox";
import { perSchema } from "./schema";
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

/** The first event of a user whom the same transaction has made: the key is found by the name. */
export type FirstEventRow = Omit<EventRow, "userKey"> & { readonly username: string };

const sqlOf = perSchema(({ user }) => {
  const key = user.key.text(user.id);
  const made = `FROM ${user.from} WHERE ${user.column("username")} = ?`;
  return {
    first: `INSERT INTO latchkey_event (id, at, name, user_key, address, facts) SELECT ?, ?, ?, ${key}, ?, ? ${made}`,
    firstPost: `
      INSERT INTO latchkey_outbox (id, kind, user_key, facts, created_at, due_at, tries)
      SELECT ?, ?, ${key}, ?, ?, ?, 0 ${made}`,
  };
});

/** Inserts an event that is written beside the request, where the user still exists. */
export function lateEventStep(store: Store, row: EventRow): Step {
  return {
    sql: `INSERT INTO latchkey_event (id, at, name, user_key, address, facts)
      SELECT ?, ?, ?, ?, ?, ? WHERE ${hasUser(store)}`,
    params: [...eventStep(store, row).params, row.userKey],
  };
}

/** Has an event posted: see lib/jobs/post_events.ts. Where its user is deleted meanwhile, it still is. */
export function eventPostStep(store: Store, { id, at, name, userKey, address, facts }: EventRow): Step {
  const posted = { event: name, user: userKey, address: address ?? "", facts: JSON.stringify(facts) };
  return outboxStep(store, { id, kind: EVENT_POST, userKey, facts: posted, at });
}

/** Inserts a user's first event, and has it posted. @param posts whether events are */
export function firstEventSteps(store: Store, row: FirstEventRow, posts: boolean): Step[] {
  const { id, at, name, username, address, facts } = row;
  const { first, firstPost } = sqlOf(store);
  const time = timeText(store.schema.engine, at);
  const posted = JSON.stringify({ event: name, address: address ?? "", facts: JSON.stringify(facts) });
  const insertion = { sql: first, params: [id, time, name, address, JSON.stringify(facts), username] };
  const post = { sql: firstPost, params: [id, EVENT_POST, posted, time, time, username] };
  return posts ? [insertion, post] : [insertion];
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
