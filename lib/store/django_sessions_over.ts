import type { Store } from "./open";
import { timeText } from "./statements";

/**
 * Deletes sessions of ours whose Django session was ended at Django: its row is gone, and has not expired by then.
 * @returns how many, at most `size`
 */
export async function deleteEndedAtDjango(
  { statements, schema }: Store,
  at: Date,
  size: number,
): Promise<number> {
  if (!schema.hasDjangoSessions) return 0;
  const [deleted = 0] = await statements.write([
    {
      sql: `DELETE FROM latchkey_session WHERE id IN (
        SELECT s.id FROM latchkey_session s JOIN latchkey_django_session m ON m.session_key = s.django_key
        WHERE m.expires_at > ? AND NOT EXISTS (SELECT 1 FROM django_session d WHERE d.session_key = m.session_key)
        LIMIT ${size})`,
      params: [timeText(schema.engine, at)],
    },
  ]);
  return deleted;
}

/**
 * Forgets sessions of Django's that nobody can bring any more. Django moves the end of one that is used there.
 * @param at those that have expired by then, as far as was known when they were taken over, and at Django, too
 * @returns how many, at most `size`
 */
export async function forgetDjangoSessions(
  { statements, schema }: Store,
  at: Date,
  size: number,
): Promise<number> {
  const time = timeText(schema.engine, at);
  const isOver = schema.hasDjangoSessions
    ? `AND NOT EXISTS (
        SELECT 1 FROM django_session d WHERE d.session_key = m.session_key AND d.expire_date > ?)`
    : "";
  const [forgotten = 0] = await statements.write([
    {
      sql: `DELETE FROM latchkey_django_session WHERE session_key IN (
        SELECT m.session_key FROM latchkey_django_session m WHERE m.expires_at <= ? ${isOver}
        ORDER BY m.expires_at LIMIT ${size})`,
      params: schema.hasDjangoSessions ? [time, schema.djangoTime(at)] : [time],
    },
  ]);
  return forgotten;
}
