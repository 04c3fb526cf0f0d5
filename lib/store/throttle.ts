import type { Store } from "./open";
import { dateFrom, query, type Time, timeText } from "./statements";

/** How often something was done within a window of time, and when that ends. */
export interface Uses {
  readonly uses: number;
  readonly endsAt: Date;
}

/** A limit on what has this key. */
interface Limited {
  readonly key: string;
  readonly at: Date;
  readonly windowSeconds: number;
}

interface Row {
  readonly uses: number;
  readonly ends_at: Time;
}

/** Clocks of servers differ: so much later a window may end than one that begins now. Seconds. */
const MAX_CLOCK_DIFFERENCE = 60;

/** A window that ends too late was begun before the clock was set back, or by a longer setting: it is over. */
const IS_OVER = "(latchkey_throttle.ends_at <= ? OR latchkey_throttle.ends_at > ?)";
const COUNT = query<Row>(`
  INSERT INTO latchkey_throttle (key, uses, ends_at) VALUES (?, 1, ?)
  ON CONFLICT (key) DO UPDATE SET
    uses = CASE WHEN ${IS_OVER} THEN 1 ELSE latchkey_throttle.uses + 1 END,
    ends_at = CASE WHEN ${IS_OVER} THEN excluded.ends_at ELSE latchkey_throttle.ends_at END
  RETURNING uses, ends_at`);
const FIND = query<Row>(`SELECT uses, ends_at FROM latchkey_throttle WHERE key = ? AND NOT ${IS_OVER}`);

/** Counts one use, in a window that begins with the first. @returns how many there are now, with this one */
export async function countUse(store: Store, limited: Limited): Promise<Uses> {
  const { key, at, windowSeconds } = limited;
  const over = overParams(store, limited);
  const end = timeText(store.schema.engine, new Date(at.getTime() + windowSeconds * 1000));
  const [row] = await store.statements.writeReturning(COUNT, key, end, ...over, ...over);
  if (row === undefined) throw new Error("An upsert returned no row.");
  return usesFrom(row);
}

/** The uses in the window that is under way; null where there is none. */
export async function findUses(store: Store, limited: Limited): Promise<Uses | null> {
  const row = await store.statements.one(FIND, limited.key, ...overParams(store, limited));
  return row === undefined ? null : usesFrom(row);
}

/** The instants between which a window ends that is under way. */
function overParams({ schema }: Store, { at, windowSeconds }: Limited): [string, string] {
  const latest = at.getTime() + (windowSeconds + MAX_CLOCK_DIFFERENCE) * 1000;
  return [timeText(schema.engine, at), timeText(schema.engine, new Date(latest))];
}

function usesFrom({ uses, ends_at }: Row): Uses {
  return { uses, endsAt: dateFrom(ends_at) };
}
