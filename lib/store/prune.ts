import { setTimeout as pause } from "node:timers/promises";
import { deleteEndedAtDjango, forgetDjangoSessions } from "./django_sessions_over";
import type { Store } from "./open";
import { pagedList, readPages } from "./paging";
import { perSchema } from "./schema";
import { type Bool, query, timeText } from "./statements";

/** Rows that one statement deletes: a few milliseconds of the one writer that SQLite has. */
const BATCH = 200;
/** Between two statements, so that the writes of requests are not held up. */
const PAUSE_MS = 50;

/** For each kind of row, the latest time at which it is deleted (inclusive). */
export interface Cutoffs {
  /** By the expiry of a refresh or sliding token. */
  readonly tokens: Date;
  /** By the expiry of a token family. */
  readonly families: Date;
  /** By the end of a token family that was ended before it expired. */
  readonly endedFamilies: Date;
  /** By the expiry of a cookie session. */
  readonly sessions: Date;
  /** By the expiry of a session of Django's that was taken over or ended here. */
  readonly djangoSessions: Date;
  /** By the time of an event. */
  readonly events: Date;
  /** By the time at which the proof of an address was asked for. */
  readonly proofs: Date;
  /** By the end of the window in which uses were counted. */
  readonly throttle: Date;
}

/** How many rows were deleted. */
export interface Pruned {
  readonly tokens: number;
  /** Of them, those that were blacklisted. */
  readonly blacklisted: number;
  readonly families: number;
  /** Expired, without a user, or taken over from Django and ended there. */
  readonly sessions: number;
  /** Without a user. */
  readonly addresses: number;
  /** Old, or without a user. */
  readonly events: number;
}

type Owned =
  | "latchkey_session"
  | "latchkey_address"
  | "latchkey_event"
  | "latchkey_email_proof"
  | "latchkey_totp"
  | "latchkey_recovery_code";

const sqlOf = perSchema(({ user }) => {
  const hasUser = (table: string) => `${user.id} = ${user.key.fromText(`${table}.user_key`)}`;
  const orphansOf = (table: Owned, key: string) => ({
    list: pagedList<{ key: string }>({
      columns: `o.${key} AS key`,
      from: `${table} o LEFT JOIN ${user.from} ON ${hasUser("o")}`,
      where: `${user.id} IS NULL`,
      key: [`o.${key}`],
    }),
    deletion: `DELETE FROM ${table} WHERE ${key} = ?
      AND NOT EXISTS (SELECT 1 FROM ${user.from} WHERE ${hasUser(table)})`,
  });
  return {
    latchkey_session: orphansOf("latchkey_session", "id"),
    latchkey_address: orphansOf("latchkey_address", "user_key"),
    latchkey_event: orphansOf("latchkey_event", "id"),
    latchkey_email_proof: orphansOf("latchkey_email_proof", "user_key"),
    latchkey_totp: orphansOf("latchkey_totp", "user_key"),
    latchkey_recovery_code: orphansOf("latchkey_recovery_code", "digest"),
  };
});

/**
 * Deletes what has expired, some hundred rows at a time (simplejwt's flushexpiredtokens, which covers tokens only), and what
 * belongs to deleted users. Several processes may do it at once. A family is deleted after the last of its tokens, even if its
 * user is gone: without it the tokens would count as another service's, and be valid for the next user with the same key.
 * @param signal ends it between two statements; what was deleted until then stays deleted
 */
export async function prune(store: Store, cutoffs: Cutoffs, signal?: AbortSignal): Promise<Pruned> {
  let blacklisted = 0;
  const tokens = await inBatches(async () => {
    const rows = await deleteTokens(store, cutoffs);
    blacklisted += rows.filter((row) => row.blacklisted).length;
    return rows.length;
  }, signal);
  await inBatches(() => deleteOutstanding(store, cutoffs), signal);
  const families = await inBatches(() => deleteFamilies(store, cutoffs), signal);
  const expired = await inBatches(() => deleteSessions(store, cutoffs), signal);
  const orphans = await deleteOrphans(store, "latchkey_session", signal);
  const endedAtDjango = await inBatches(
    () => deleteEndedAtDjango(store, cutoffs.djangoSessions, BATCH),
    signal,
  );
  await inBatches(() => forgetDjangoSessions(store, cutoffs.djangoSessions, BATCH), signal);
  const addresses = await deleteOrphans(store, "latchkey_address", signal);
  const old = await inBatches(() => deleteEvents(store, cutoffs), signal);
  const events = old + (await deleteOrphans(store, "latchkey_event", signal));
  await inBatches(() => deleteProofs(store, cutoffs), signal);
  await deleteOrphans(store, "latchkey_email_proof", signal);
  await deleteOrphans(store, "latchkey_totp", signal);
  await deleteOrphans(store, "latchkey_recovery_code", signal);
  await inBatches(() => deleteThrottle(store, cutoffs), signal);
  return { tokens, blacklisted, families, sessions: expired + orphans + endedAtDjango, addresses, events };
}

async function inBatches(deleteSome: () => Promise<number>, signal?: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const deleted = await deleteSome();
    total += deleted;
    if (deleted < BATCH) break;
    await pause(PAUSE_MS);
  }
  return total;
}

const DELETE_TOKENS = query<{ blacklisted: Bool }>(`
  DELETE FROM latchkey_token WHERE jti IN (
    SELECT jti FROM latchkey_token WHERE expires_at <= ? ORDER BY expires_at LIMIT ${BATCH})
  RETURNING blacklisted_at IS NOT NULL AS blacklisted`);

function deleteTokens({ statements, schema }: Store, { tokens }: Cutoffs) {
  return statements.writeReturning(DELETE_TOKENS, timeText(schema.engine, tokens));
}

const EXPIRED_OUTSTANDING = query<{ id: number }>(
  `SELECT id FROM token_blacklist_outstandingtoken WHERE expires_at <= ? ORDER BY id LIMIT ${BATCH}`,
);

/** simplejwt's tables have no index on the expiry: expired rows are found off the event loop, and deleted by id. */
async function deleteOutstanding({ statements, schema }: Store, { tokens }: Cutoffs): Promise<number> {
  if (!schema.hasBlacklistTables) return 0;
  const cutoff = timeText(schema.engine, tokens);
  const found = await statements.list(EXPIRED_OUTSTANDING, cutoff);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const expired = "token_blacklist_outstandingtoken WHERE id BETWEEN ? AND ? AND expires_at <= ?";
  const params = [first.id, last.id, cutoff];
  await statements.write([
    {
      // Django's foreign key does not take them along.
      sql: `DELETE FROM token_blacklist_blacklistedtoken WHERE token_id IN (SELECT id FROM ${expired})`,
      params,
    },
    { sql: `DELETE FROM ${expired}`, params },
  ]);
  return found.length;
}

async function deleteFamilies(
  { statements, schema }: Store,
  { families, endedFamilies }: Cutoffs,
): Promise<number> {
  const params = [timeText(schema.engine, families), timeText(schema.engine, endedFamilies)];
  const found = `
    SELECT id FROM latchkey_family f
    WHERE expires_at <= ? AND (ended_at IS NULL OR ended_at <= ?)
      AND NOT EXISTS (SELECT 1 FROM latchkey_token t WHERE t.family_id = f.id)
    ORDER BY expires_at, id LIMIT ${BATCH}`;
  // Another transaction may be adding a token to one of them: after waiting for it, the second look finds the token.
  const [deleted = 0] = await statements.write(
    [{ sql: `DELETE FROM latchkey_family WHERE id IN (${found})`, params }],
    { lock: { sql: `${found} FOR UPDATE`, params } },
  );
  return deleted;
}

async function deleteSessions({ statements, schema }: Store, { sessions }: Cutoffs): Promise<number> {
  const [deleted = 0] = await statements.write([
    {
      sql: `DELETE FROM latchkey_session WHERE id IN (
        SELECT id FROM latchkey_session WHERE expires_at <= ? LIMIT ${BATCH})`,
      params: [timeText(schema.engine, sessions)],
    },
  ]);
  return deleted;
}

async function deleteEvents({ statements, schema }: Store, { events }: Cutoffs): Promise<number> {
  const [deleted = 0] = await statements.write([
    {
      sql: `DELETE FROM latchkey_event WHERE id IN (
        SELECT id FROM latchkey_event WHERE at <= ? ORDER BY at LIMIT ${BATCH})`,
      params: [timeText(schema.engine, events)],
    },
  ]);
  return deleted;
}

async function deleteProofs({ statements, schema }: Store, { proofs }: Cutoffs): Promise<number> {
  const cutoff = timeText(schema.engine, proofs);
  const [deleted = 0] = await statements.write([
    {
      sql: `DELETE FROM latchkey_email_proof WHERE created_at <= ? AND user_key IN (
        SELECT user_key FROM latchkey_email_proof WHERE created_at <= ? ORDER BY created_at LIMIT ${BATCH})`,
      params: [cutoff, cutoff],
    },
  ]);
  return deleted;
}

async function deleteThrottle({ statements, schema }: Store, { throttle }: Cutoffs): Promise<number> {
  const [deleted = 0] = await statements.write([
    {
      sql: `DELETE FROM latchkey_throttle WHERE ends_at <= ? AND key IN (
        SELECT key FROM latchkey_throttle WHERE ends_at <= ? ORDER BY ends_at LIMIT ${BATCH})`,
      params: [timeText(schema.engine, throttle), timeText(schema.engine, throttle)],
    },
  ]);
  return deleted;
}

/** Looks through the whole table, off the event loop, and deletes the rows whose user is gone. */
async function deleteOrphans(store: Store, table: Owned, signal?: AbortSignal): Promise<number> {
  const { list, deletion } = sqlOf(store)[table];
  let total = 0;
  for await (const rows of readPages(store.statements, list, { size: BATCH })) {
    if (signal?.aborted) break;
    const changes = await store.statements.write(rows.map(({ key }) => ({ sql: deletion, params: [key] })));
    total += changes.reduce((sum, changed) => sum + changed, 0);
    await pause(PAUSE_MS);
  }
  return total;
}
