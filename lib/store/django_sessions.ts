import { deleteDjangoSessionSteps } from "./delete_django_session";
import { userLock } from "./end_sign_ins";
import { maySignIn, maySignInParams } from "./may_sign_in";
import type { Store } from "./open";
import { perSchema } from "./schema";
import type { NewSession } from "./sessions";
import { type Bool, dateFrom, query, type Step, type Time, timeText } from "./statements";
import { endSurplusSteps } from "./surplus_sign_ins";

/*
 * Sessions that Django keeps in this database (django.contrib.sessions, engines db and cached_db). Of their rows we read some and
 * delete some; none is made or changed.
 */

/** Characters of a row's data. Who is signed in takes a few hundred. */
const MAX_DATA = 262_144;

interface FoundRow {
  readonly data: string | null;
  readonly expire_date: Time;
  readonly known: Bool;
  readonly key_digest: string | null;
}

/** A row of Django's, and what became of it here. */
export interface DjangoSessionRow {
  /** As SessionStore.encode() wrote it; null where it is too long. */
  readonly data: string | null;
  readonly expiresAt: Date;
  /** Whether it was taken over, or ended here. */
  readonly isKnown: boolean;
  /** Of our session that has taken it over, while there is one: SHA-256 of its key. */
  readonly keyDigest: string | null;
}

const sqlOf = perSchema((schema) => ({
  find: query<FoundRow>(`
    SELECT CASE WHEN length(d.session_data) <= ${MAX_DATA} THEN d.session_data END AS data, d.expire_date,
      EXISTS (SELECT 1 FROM latchkey_django_session m WHERE m.session_key = d.session_key) AS known,
      (SELECT s.key_digest FROM latchkey_session s WHERE s.django_key = d.session_key) AS key_digest
    FROM django_session d WHERE d.session_key = ?`),
  takeOver: `
    INSERT INTO latchkey_session
      (id, key_digest, user_key, password_digest, created_at, last_used_at, expires_at, address, user_agent, django_key)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? ${maySignIn(schema)}
      AND EXISTS (SELECT 1 FROM django_session WHERE session_key = ?)
      AND NOT EXISTS (SELECT 1 FROM latchkey_django_session WHERE session_key = ?)`,
}));

/** The row of a session key, expired or not. */
export async function findDjangoSession(store: Store, key: string): Promise<DjangoSessionRow | null> {
  const row = await store.statements.one(sqlOf(store).find, key);
  if (row === undefined) return null;
  const { data, expire_date, known, key_digest } = row;
  return {
    data,
    expiresAt: store.schema.djangoDate(expire_date),
    isKnown: Boolean(known),
    keyDigest: key_digest,
  };
}

/** How a session of Django's is taken over. */
interface TakeOver {
  readonly djangoKey: string;
  /** When Django's row expires. */
  readonly djangoExpiresAt: Date;
  readonly at: Date;
  /** How many live sign-ins the user can have, this one included; null: any number. */
  readonly perUser: number | null;
  /** What else is written, last of all. */
  readonly steps: readonly Step[];
}

/**
 * Makes the session that takes over one of Django's, and ends those that it makes too many, in one transaction. Of many at the same
 * moment one makes it: the unique key decides. The user's last_login stays, since nobody has signed in.
 * @returns false where it was taken over or ended already, or its user may not sign in, or asks for a code
 */
export async function takeOver(
  store: Store,
  session: NewSession,
  { djangoKey, djangoExpiresAt, at, perUser, steps }: TakeOver,
): Promise<boolean> {
  const { id, keyDigest, userKey, passwordDigest, createdAt, expiresAt, address, userAgent } = session;
  const { engine } = store.schema;
  const times = [createdAt, at, expiresAt].map((time) => timeText(engine, time));
  const stored = [id, keyDigest, userKey, passwordDigest, ...times, address, userAgent, djangoKey];
  const allowed = maySignInParams(store.schema, userKey, null);
  const all: Step[] = [
    { sql: sqlOf(store).takeOver, params: [...stored, ...allowed, djangoKey, djangoKey] },
    rememberStep(store, djangoKey, djangoExpiresAt),
    ...endSurplusSteps(store, { id, userKey, at, perUser }),
    ...steps,
  ];
  const [made] = await store.statements.write(all, { guarded: true, lock: userLock(store, userKey) });
  return made === 1;
}

/** Ends a session of Django's that was not taken over, as steps: it will not be. */
export function endDjangoSessionSteps(
  store: Store,
  key: string,
  { expiresAt }: Pick<DjangoSessionRow, "expiresAt">,
): Step[] {
  return [rememberStep(store, key, expiresAt), ...deleteDjangoSessionSteps(store, key)];
}

function rememberStep({ schema }: Store, key: string, expiresAt: Date): Step {
  return {
    sql: "INSERT INTO latchkey_django_session (session_key, expires_at) VALUES (?, ?) ON CONFLICT (session_key) DO NOTHING",
    params: [key, timeText(schema.engine, expiresAt)],
  };
}

const GONE = query<{ expires_at: Time }>(`
  SELECT m.expires_at FROM latchkey_django_session m
  WHERE m.session_key = ? AND NOT EXISTS (SELECT 1 FROM django_session d WHERE d.session_key = m.session_key)`);

/** Whether a session that was taken over has been ended at Django: its row is gone before it expired. */
export async function hasEndedAtDjango(store: Store, key: string, at: Date): Promise<boolean> {
  if (!store.schema.hasDjangoSessions) return false;
  const row = await store.statements.one(GONE, key);
  return row !== undefined && at < dateFrom(row.expires_at);
}
