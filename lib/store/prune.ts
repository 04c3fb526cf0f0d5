import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "./open";
import type { Step } from "./statements";

/** Rows that one statement deletes: a few milliseconds of the one writer that SQLite has. */
const BATCH = 200;
/** Between two statements, so that whoever signs in meanwhile comes in turn. Milliseconds. */
const PAUSE = 50;
/** milliseconds */
const DAY = 86_400_000;

/** Up to when, each inclusive, a kind of row is in nobody's way any more. */
export interface Cutoffs {
  /** By the expiry of a refresh or sliding token. */
  readonly tokens: Date;
  /** By the expiry of a token family. */
  readonly families: Date;
  /** By the end of a token family that was ended before it expired. */
  readonly endings: Date;
  /** By the expiry of a cookie session. */
  readonly sessions: Date;
}

/** How many rows went. */
export interface Pruned {
  readonly tokens: number;
  readonly blacklisted: number;
  readonly families: number;
  readonly sessions: number;
}

/**
 * Deletes what has expired, some hundred rows at a time (simplejwt's flushexpiredtokens, which knows tokens only).
 * Several may do it at once. A family goes after the last of its tokens: without it they would be strangers, and good.
 * @param signal ends it between two statements; what was deleted until then stays deleted
 */
export async function prune(store: Store, cutoffs: Cutoffs, signal?: AbortSignal): Promise<Pruned> {
  let blacklisted = 0;
  const tokens = await inBatches(async () => {
    const [blacklistRows, tokenRows] = await deleteTokens(store, cutoffs);
    blacklisted += blacklistRows;
    return tokenRows;
  }, signal);
  const families = await inBatches(() => deleteFamilies(store, cutoffs), signal);
  const sessions = await inBatches(() => deleteSessions(store, cutoffs), signal);
  return { tokens, blacklisted, families, sessions };
}

async function inBatches(deleteSome: () => Promise<number>, signal?: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const deleted = await deleteSome();
    total += deleted;
    if (deleted < BATCH) break;
    await pause(PAUSE);
  }
  return total;
}

/** Blacklist rows by name, too: Django's foreign key does not take them along. */
async function deleteTokens(store: Store, { tokens }: Cutoffs): Promise<[number, number]> {
  const past = isPast(store, "expires_at", tokens);
  const expired = `SELECT id FROM token_blacklist_outstandingtoken
    WHERE ${past.sql} ORDER BY expires_at, id LIMIT ${BATCH}`;
  const [blacklisted = 0, deleted = 0] = await store.statements.write([
    {
      sql: `DELETE FROM token_blacklist_blacklistedtoken WHERE token_id IN (${expired})`,
      params: past.params,
    },
    { sql: `DELETE FROM token_blacklist_outstandingtoken WHERE id IN (${expired})`, params: past.params },
  ]);
  return [blacklisted, deleted];
}

async function deleteFamilies(store: Store, { families, endings }: Cutoffs): Promise<number> {
  const expired = isPast(store, "expires_at", families);
  const ended = isPast(store, "ended_at", endings);
  const params = [...expired.params, ...ended.params];
  const found = `
    SELECT id FROM latchkey_tokenfamily f
    WHERE ${expired.sql} AND (ended_at IS NULL OR ${ended.sql})
      AND NOT EXISTS (SELECT 1 FROM token_blacklist_outstandingtoken o WHERE o.latchkey_family_id = f.id)
    ORDER BY expires_at, id LIMIT ${BATCH}`;
  // Somebody may be adding a token to one of them: who has waited for that looks again.
  const [deleted = 0] = await store.statements.write(
    [{ sql: `DELETE FROM latchkey_tokenfamily WHERE id IN (${found})`, params }],
    { lock: { sql: `${found} FOR UPDATE`, params } },
  );
  return deleted;
}

async function deleteSessions(store: Store, { sessions }: Cutoffs): Promise<number> {
  const expired = isPast(store, "expires_at", sessions);
  const [deleted = 0] = await store.statements.write([
    {
      sql: `DELETE FROM latchkey_session WHERE id IN (
        SELECT id FROM latchkey_session WHERE ${expired.sql} LIMIT ${BATCH})`,
      params: expired.params,
    },
  ]);
  return deleted;
}

/**
 * Whether a time is not after the horizon. SQLite has times as texts, and as texts Django's `2026-11-24 13:02:24.123456`
 * stands before every time of that day in our spelling, `2026-11-24T…`: only julianday() compares the two. It knows no
 * index, so the text is compared with the next day's first, which is right for both.
 */
function isPast({ statements }: Store, column: "expires_at" | "ended_at", cutoff: Date): Step {
  if (statements.engine === "postgresql") return { sql: `${column} <= ?`, params: [cutoff.toISOString()] };
  const nextDay = new Date(cutoff.getTime() + DAY).toISOString().slice(0, 10);
  return {
    sql: `${column} < ? AND julianday(${column}) <= julianday(?)`,
    params: [nextDay, cutoff.toISOString()],
  };
}
