import { hash } from "node:crypto";
import type { Store } from "./open";
import { dateFrom, query, type Step, type Time, timeText } from "./statements";

const FIND = query<{ readonly ends_at: Time }>("SELECT ends_at FROM latchkey_throttle WHERE key = ?");

/**
 * Makes strangers of the browsers that are known to a user now. The row stands among the limits, where it is deleted when the last
 * of their cookies has expired.
 * @param until when those expire that are set now
 */
export function revokeDevicesStep({ schema }: Store, userKey: string, until: Date): Step {
  return {
    sql: `INSERT INTO latchkey_throttle (key, uses, ends_at) VALUES (?, 1, ?)
      ON CONFLICT (key) DO UPDATE SET ends_at = excluded.ends_at`,
    params: [keyOf(userKey), timeText(schema.engine, until)],
  };
}

/** Cookies that expire before then are revoked; null where none is. */
export async function findRevokedUntil({ statements }: Store, userKey: string): Promise<Date | null> {
  const row = await statements.one(FIND, keyOf(userKey));
  return row === undefined ? null : dateFrom(row.ends_at);
}

/** Of one length, and not a user's key in clear: the row may stay longer than its user. */
function keyOf(userKey: string): string {
  return `devices ${hash("sha256", userKey, "hex")}`;
}
