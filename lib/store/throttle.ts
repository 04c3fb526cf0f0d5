import type { Store } from "./open";
import { perSchema } from "./schema";
import { dateFrom, type Engine, type Query, query, type Step, type Time, timeText } from "./statements";

/** How often something was done within a window of time, and when that ends. */
export interface Uses {
  readonly key: string;
  readonly uses: number;
  readonly endsAt: Date;
}

/** How often something may be done within a window of time. */
export interface Limit {
  readonly key: string;
  readonly count: number;
  readonly windowSeconds: number;
}

interface Row {
  readonly key: string;
  readonly uses: number;
  readonly ends_at: Time;
}

/** Clocks of servers differ: so much later a window may end than one that begins now. Seconds. */
const MAX_CLOCK_DIFFERENCE = 60;
/** For how many keys a statement counts at most. */
const MAX_KEYS = 2;

const sqlOf = perSchema(({ engine }) =>
  Array.from({ length: MAX_KEYS }, (_, index) => sqlFor(engine, index + 1)),
);

/**
 * A window that ends too late was begun before the clock was set back, or by a longer setting: it is over. Nothing is counted
 * where the window of one of the keys is full.
 */
function sqlFor(engine: Engine, keys: number): { readonly count: Query<Row>; readonly find: Query<Row> } {
  const each = (sql: string, separator: string) => Array<string>(keys).fill(sql).join(separator);
  const time = engine === "postgresql" ? "CAST(? AS timestamptz)" : "?";
  const latest = `CASE excluded.key ${each(`WHEN ? THEN ${time}`, " ")} END`;
  const isOver = `(latchkey_throttle.ends_at <= ? OR latchkey_throttle.ends_at > ${latest})`;
  const full = each("(key = ? AND uses >= ? AND ends_at > ? AND ends_at <= ?)", " OR ");
  return {
    count: query<Row>(`
      INSERT INTO latchkey_throttle (key, uses, ends_at)
      SELECT column1, 1, column2 FROM (VALUES ${each(`(CAST(? AS text), ${time})`, ", ")}) AS counted
      WHERE NOT EXISTS (SELECT 1 FROM latchkey_throttle WHERE ${full})
      ON CONFLICT (key) DO UPDATE SET
        uses = CASE WHEN ${isOver} THEN 1 ELSE latchkey_throttle.uses + 1 END,
        ends_at = CASE WHEN ${isOver} THEN excluded.ends_at ELSE latchkey_throttle.ends_at END
      RETURNING key, uses, ends_at`),
    find: query<Row>(
      `SELECT key, uses, ends_at FROM latchkey_throttle WHERE ${full} ORDER BY ends_at DESC LIMIT 1`,
    ),
  };
}

/**
 * Counts one use against each of one or two limits, in windows that begin with the first use. One statement counts and
 * decides: rows are locked in the order of their keys.
 * @returns how many uses there are now, with this one; nothing where one of the windows was full, and nothing was counted
 */
export async function countUses(store: Store, limits: readonly Limit[], at: Date): Promise<readonly Uses[]> {
  const { engine } = store.schema;
  const sorted = limits.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const now = timeText(engine, at);
  const ends = sorted.flatMap(({ key, windowSeconds }) => [key, timeText(engine, after(at, windowSeconds))]);
  const over = [now, ...sorted.flatMap((limit) => [limit.key, latestEnd(engine, limit, at)])];
  const { count } = sqlsFor(store, limits);
  const rows = await store.statements.writeReturning(
    count,
    ...ends,
    ...fullParams(engine, sorted, at),
    ...over,
    ...over,
  );
  return rows.map(usesFrom);
}

/** Of the windows under way that are full, the one that ends last; null where none is. */
export async function findFull(store: Store, limits: readonly Limit[], at: Date): Promise<Uses | null> {
  const { find } = sqlsFor(store, limits);
  const row = await store.statements.one(find, ...fullParams(store.schema.engine, limits, at));
  return row === undefined ? null : usesFrom(row);
}

/** Forgets all uses. */
export function clearUsesStep(key: string): Step {
  return { sql: "DELETE FROM latchkey_throttle WHERE key = ?", params: [key] };
}

/** Takes one use back, as long as the window in which it was counted is under way. */
export function takeBackStep({ schema }: Store, { key, endsAt }: Uses): Step {
  return {
    sql: "UPDATE latchkey_throttle SET uses = uses - 1 WHERE key = ? AND ends_at = ? AND uses > 0",
    params: [key, timeText(schema.engine, endsAt)],
  };
}

function sqlsFor(store: Store, limits: readonly Limit[]) {
  const found = sqlOf(store)[limits.length - 1];
  if (found === undefined) throw new Error(`One to ${MAX_KEYS} limits are counted at once.`);
  return found;
}

function fullParams(engine: Engine, limits: readonly Limit[], at: Date) {
  return limits.flatMap((limit) => [
    limit.key,
    limit.count,
    timeText(engine, at),
    latestEnd(engine, limit, at),
  ]);
}

/** When a window ends at the latest that is under way. */
function latestEnd(engine: Engine, { windowSeconds }: Limit, at: Date): string {
  return timeText(engine, after(at, windowSeconds + MAX_CLOCK_DIFFERENCE));
}

function after(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

function usesFrom({ key, uses, ends_at }: Row): Uses {
  return { key, uses, endsAt: dateFrom(ends_at) };
}
