import type { Store } from "./open";
import { dateFrom, query, type Step, type Time, timeText } from "./statements";

type Facts = Readonly<Record<string, string>>;

/** No further try delivers it. */
export class UndeliverableError extends Error {}

/** What is to be sent. */
export interface OutboxRow {
  readonly id: string;
  /** What it is: a mail's name. */
  readonly kind: string;
  /** Whom it is about; null where that is not known yet. */
  readonly userKey: string | null;
  /** What it is made from when it is sent. No secret: whatever opens an account is computed only then. */
  readonly facts: Facts;
  readonly at: Date;
}

/** A row that somebody has claimed, and tries to send. */
export interface ClaimedRow extends OutboxRow {
  /** Which try this is. Whoever claims the row later has another number. */
  readonly tries: number;
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly user_key: string | null;
  readonly facts: string;
  readonly created_at: Time;
  readonly tries: number;
}

/** What is posted to EVENTS_URL. Every other kind is a mail. */
export const EVENT_POST = "event";

/** What is sent by whom: neither waits for the other. */
export type OutboxPart = "mails" | "events";

const firstDue = (kinds: string) =>
  query<{ id: string }>(
    `SELECT id FROM latchkey_outbox WHERE due_at <= ? AND ${kinds} ORDER BY due_at LIMIT 1`,
  );
const FIRST_DUE = {
  mails: firstDue(`kind <> '${EVENT_POST}'`),
  events: firstDue(`kind = '${EVENT_POST}'`),
} as const satisfies Record<OutboxPart, unknown>;
const CLAIM = query<Row>(`
  UPDATE latchkey_outbox SET due_at = ?, tries = tries + 1 WHERE id = ? AND due_at <= ?
  RETURNING id, kind, user_key, facts, created_at, tries`);

/** Inserts something to be sent, as a step of the transaction that causes it. */
export function outboxStep({ schema }: Store, { id, kind, userKey, facts, at }: OutboxRow): Step {
  const time = timeText(schema.engine, at);
  return {
    sql: "INSERT INTO latchkey_outbox (id, kind, user_key, facts, created_at, due_at, tries) VALUES (?, ?, ?, ?, ?, ?, 0)",
    params: [id, kind, userKey, JSON.stringify(facts), time, time],
  };
}

/**
 * Claims the row that has been due for longest. Of many who claim at once, in whatever processes, one gets it: the update
 * moves on the time at which it is due, and whoever comes later finds that it is not.
 * @param until it is due again then, unless it is removed: whoever claimed it may have ended
 * @returns null where none is due
 */
export async function claimRow(
  { statements, schema }: Store,
  part: OutboxPart,
  at: Date,
  until: Date,
): Promise<ClaimedRow | null> {
  const [now, later] = [timeText(schema.engine, at), timeText(schema.engine, until)];
  for (;;) {
    const due = await statements.one(FIRST_DUE[part], now);
    if (due === undefined) return null;
    const [row] = await statements.writeReturning(CLAIM, later, due.id, now);
    // Somebody else was faster where there is none: another row may be due.
    if (row !== undefined) return claimedFrom(row);
  }
}

function claimedFrom({ id, kind, user_key, facts, created_at, tries }: Row): ClaimedRow {
  return { id, kind, userKey: user_key, facts: factsFrom(facts), at: dateFrom(created_at), tries };
}

function factsFrom(json: string): Facts {
  return JSON.parse(json);
}

/**
 * Removes a row that is sent, or is not to be sent any more.
 * @returns whether it was still there, unclaimed by others
 */
export async function removeRow(store: Store, row: ClaimedRow, more: readonly Step[] = []): Promise<boolean> {
  const removal: Step = {
    sql: "DELETE FROM latchkey_outbox WHERE id = ? AND tries = ?",
    params: [row.id, row.tries],
  };
  const [removed] = await store.statements.write([removal, ...more], { guarded: true });
  return removed === 1;
}

/** Has a row tried again at a time, unless others have claimed it meanwhile. */
export async function postponeRow(
  { statements, schema }: Store,
  row: ClaimedRow,
  until: Date,
): Promise<void> {
  await statements.write([
    {
      sql: "UPDATE latchkey_outbox SET due_at = ? WHERE id = ? AND tries = ?",
      params: [timeText(schema.engine, until), row.id, row.tries],
    },
  ]);
}

/** Deletes what is to be sent to a user, of one kind. */
export function deleteOutboxStep(userKey: string, kind: string): Step {
  return { sql: "DELETE FROM latchkey_outbox WHERE user_key = ? AND kind = ?", params: [userKey, kind] };
}

/** Deletes what was asked for by an address, of one kind: rows that name no user yet. */
export function deleteAskedStep({ schema }: Store, kind: string, folded: string): Step {
  const json = schema.engine === "postgresql" ? "CAST(facts AS json)" : "facts";
  return {
    sql: `DELETE FROM latchkey_outbox WHERE kind = ? AND user_key IS NULL AND ${json} ->> 'folded' = ?`,
    params: [kind, folded],
  };
}

/** Lets rows no longer name their user, who is deleted. */
export function disownOutboxStep(userKey: string): Step {
  return { sql: "UPDATE latchkey_outbox SET user_key = NULL WHERE user_key = ?", params: [userKey] };
}
