import type { Store } from "../open";
import { query, type Statements } from "../statements";

/*
 * What a lab keeps beside the product's tables, in its own SQLite file: who it is made for, who holds which credential, and each
 * request. Times are milliseconds since the epoch.
 */

/** What a lab is made with. */
export interface NewLab {
  readonly madeAt: number;
  readonly secretKey: string;
  /** PKCS #8 */
  readonly signingKey: string;
  readonly username: string;
  readonly password: string;
  /** The settings that its visitor may change, as JSON. */
  readonly settings: string;
}

export interface LabState extends NewLab {
  /** How far the lab's clock is ahead of the real one; milliseconds. */
  readonly offset: number;
  /** What it showed when it was last set forward; null: never. */
  readonly forwardedAt: number | null;
  /** Counts up with each thing that is done. */
  readonly acts: number;
  /** What was done last. */
  readonly act: string;
}

interface StateColumns {
  readonly made_at: number;
  readonly secret_key: string;
  readonly signing_key: string;
  readonly username: string;
  readonly password: string;
  readonly settings: string;
  readonly clock_offset: number;
  readonly forwarded_at: number | null;
  readonly acts: number;
  readonly act: string;
}

const TABLES = [
  `CREATE TABLE lab (id INTEGER PRIMARY KEY CHECK (id = 1), made_at INTEGER NOT NULL, secret_key TEXT NOT NULL,
    signing_key TEXT NOT NULL, username TEXT NOT NULL, password TEXT NOT NULL, settings TEXT NOT NULL,
    clock_offset INTEGER NOT NULL DEFAULT 0, forwarded_at INTEGER, acts INTEGER NOT NULL DEFAULT 0, act TEXT NOT NULL DEFAULT '',
    requests INTEGER NOT NULL DEFAULT 0)`,
  `CREATE TABLE lab_key (id INTEGER PRIMARY KEY, holder TEXT NOT NULL, kind TEXT NOT NULL, raw TEXT NOT NULL, cookie TEXT,
    taken_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, dropped_at INTEGER, copy_of INTEGER)`,
  `CREATE TABLE lab_request (id INTEGER PRIMARY KEY, act INTEGER NOT NULL, facts TEXT NOT NULL)`,
];

const READ = query<StateColumns>(`
  SELECT made_at, secret_key, signing_key, username, password, settings, clock_offset, forwarded_at, acts, act FROM lab`);

/** Makes the lab's own tables, and its state. */
export async function writeNewLab({ statements }: Store, lab: NewLab): Promise<void> {
  const { madeAt, secretKey, signingKey, username, password, settings } = lab;
  await statements.write([
    ...TABLES.map((sql) => ({ sql, params: [] })),
    {
      sql: `INSERT INTO lab (id, made_at, secret_key, signing_key, username, password, settings) VALUES (1, ?, ?, ?, ?, ?, ?)`,
      params: [madeAt, secretKey, signingKey, username, password, settings],
    },
  ]);
}

/** @throws where the lab was thrown away meanwhile */
export async function readLabState({ statements }: Pick<Store, "statements">): Promise<LabState> {
  const row = await statements.one(READ);
  if (row === undefined) throw new Error("The lab has no state.");
  return {
    madeAt: row.made_at,
    secretKey: row.secret_key,
    signingKey: row.signing_key,
    username: row.username,
    password: row.password,
    settings: row.settings,
    offset: row.clock_offset,
    forwardedAt: row.forwarded_at,
    acts: row.acts,
    act: row.act,
  };
}

/** Notes that something is done. @returns false where as much was done as may be */
export async function beginLabAct({ statements }: Store, act: string, most: number): Promise<boolean> {
  const [changed] = await statements.write([
    { sql: "UPDATE lab SET acts = acts + 1, act = ? WHERE acts < ?", params: [act, most] },
  ]);
  return changed === 1;
}

/** Sets the lab's clock forward. @param now what it shows before that */
export async function moveLabClock({ statements }: Store, milliseconds: number, now: number): Promise<void> {
  await statements.write([
    {
      sql: "UPDATE lab SET clock_offset = clock_offset + ?, forwarded_at = ?",
      params: [milliseconds, now + milliseconds],
    },
  ]);
}

/** Changes one of the settings that the visitor may change. */
export async function writeLabSetting({ statements }: Store, name: string, value: string): Promise<void> {
  await statements.write([
    { sql: "UPDATE lab SET settings = json_set(settings, '$.' || ?, ?)", params: [name, value] },
  ]);
}

/** Counts a request. @returns false where there were as many as a lab may send */
export async function countLabRequest({ statements }: Store, most: number): Promise<boolean> {
  const [changed] = await statements.write([
    { sql: "UPDATE lab SET requests = requests + 1 WHERE requests < ?", params: [most] },
  ]);
  return changed === 1;
}

const REQUESTS = query<{ found: string }>(`
  SELECT json_group_array(json_object('id', id, 'act', act, 'facts', json(facts))) AS found
  FROM (SELECT id, act, facts FROM lab_request ORDER BY id)`);

/** A request, as it was noted, by what it belongs to. */
export interface NotedRequest<Facts> {
  readonly id: number;
  /** The count of what was done then ({@link LabState.acts}). */
  readonly act: number;
  readonly facts: Facts;
}

/** All requests, the oldest first. By a look-up: a list would start a thread for each lab. */
export async function readLabRequests<Facts>(
  statements: Pick<Statements, "one">,
): Promise<NotedRequest<Facts>[]> {
  return JSON.parse((await statements.one(REQUESTS))?.found ?? "[]");
}

const NOTE_REQUEST = query<{ id: number }>(
  "INSERT INTO lab_request (act, facts) SELECT acts, ? FROM lab RETURNING id",
);

/** Notes a request with what is being done. @returns its id */
export async function noteLabRequest({ statements }: Store, facts: object): Promise<number> {
  const [row] = await statements.writeReturning(NOTE_REQUEST, JSON.stringify(facts));
  if (row === undefined) throw new Error("The lab has no state.");
  return row.id;
}
