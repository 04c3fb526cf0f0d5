import { createClient } from "@libsql/client";
import { Client } from "pg";
import { isSqliteUrl } from "@/lib/store/open";
import { prepared } from "@/lib/store/postgresql/connection";
import type { Value } from "@/lib/store/statements";

/** What no row may be like where rotation blacklists: each finds the rows that are half there. */
const FAULTS = {
  "a family without a token": `
    SELECT f.id FROM latchkey_tokenfamily f
    WHERE NOT EXISTS (SELECT 1 FROM token_blacklist_outstandingtoken o WHERE o.latchkey_family_id = f.id)`,
  "a successor that is no token of the same family": `
    SELECT o.jti FROM token_blacklist_outstandingtoken o
    LEFT JOIN token_blacklist_outstandingtoken s ON s.jti = o.latchkey_successor_jti
    WHERE o.latchkey_successor_jti IS NOT NULL AND s.latchkey_family_id IS DISTINCT FROM o.latchkey_family_id`,
  "a successor of two": `
    SELECT latchkey_successor_jti FROM token_blacklist_outstandingtoken
    WHERE latchkey_successor_jti IS NOT NULL GROUP BY latchkey_successor_jti HAVING count(*) > 1`,
  "a rotated token that is not blacklisted": `
    SELECT o.jti FROM token_blacklist_outstandingtoken o
    LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id
    WHERE (o.latchkey_successor_jti IS NOT NULL OR o.latchkey_rotated_at IS NOT NULL) AND b.id IS NULL`,
  "a rotation without its time": `
    SELECT jti FROM token_blacklist_outstandingtoken
    WHERE (latchkey_successor_jti IS NULL) <> (latchkey_rotated_at IS NULL)`,
  "a living family without exactly one usable token": `
    SELECT f.id FROM latchkey_tokenfamily f WHERE f.ended_at IS NULL AND 1 <> (
      SELECT count(*) FROM token_blacklist_outstandingtoken o
      LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id
      WHERE o.latchkey_family_id = f.id AND b.id IS NULL)`,
  "a usable token of an ended family": `
    SELECT o.jti FROM latchkey_tokenfamily f
    JOIN token_blacklist_outstandingtoken o ON o.latchkey_family_id = f.id
    LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id
    WHERE f.ended_at IS NOT NULL AND b.id IS NULL`,
  "a family that ends at another time than its last token": `
    SELECT f.id FROM latchkey_tokenfamily f WHERE f.expires_at <> (
      SELECT max(o.expires_at) FROM token_blacklist_outstandingtoken o WHERE o.latchkey_family_id = f.id)`,
} as const;

/** What SQLite can be asked of a file; PostgreSQL never leaves a constraint unchecked. */
const FILE_FAULTS = {
  "a row that points nowhere": `SELECT "table", rowid FROM pragma_foreign_key_check`,
  "a damaged file": "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
} as const;

/** Names of what is wrong with the rows of a database, each with its first rows; empty where all is well. */
export async function faultsOf(beside: Beside): Promise<string[]> {
  const faults: string[] = [];
  for (const [fault, query] of Object.entries({ ...FAULTS, ...(beside.isSqliteUrl ? FILE_FAULTS : {}) })) {
    const rows = await beside.query(query);
    if (rows.length > 0) faults.push(`${fault}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return faults;
}

export interface TokenRow {
  readonly jti: string;
  readonly successor: string | null;
  readonly blacklisted: boolean;
}

/** The refresh tokens of the family that a token belongs to, oldest first. */
export async function tokenRows(beside: Beside, jti: string): Promise<TokenRow[]> {
  const rows = await beside.query(
    `SELECT o.jti, o.latchkey_successor_jti AS successor, b.id AS blacklisted
      FROM token_blacklist_outstandingtoken o LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id
      WHERE o.latchkey_family_id = (
        SELECT latchkey_family_id FROM token_blacklist_outstandingtoken WHERE jti = ?)
      ORDER BY o.id`,
    jti,
  );
  return rows.map(({ jti, successor, blacklisted }) => ({
    jti: String(jti),
    successor: successor === null ? null : String(successor),
    blacklisted: blacklisted !== null,
  }));
}

const TABLES = [
  "auth_user",
  "latchkey_session",
  "latchkey_tokenfamily",
  "token_blacklist_outstandingtoken",
  "token_blacklist_blacklistedtoken",
];

/** A connection beside the server's, as a Django has one. */
export interface Beside {
  readonly isSqliteUrl: boolean;
  query(sql: string, ...params: Value[]): Promise<Readonly<Record<string, unknown>>[]>;
  /** Keeps everybody else from writing. @returns what ends it */
  hold(): Promise<() => Promise<unknown>>;
  close(): Promise<void>;
}

export async function besideServer(url: string): Promise<Beside> {
  if (isSqliteUrl(url)) {
    const client = createClient({ url, timeout: 5000 });
    return {
      isSqliteUrl: true,
      query: async (sql, ...args) => (await client.execute({ sql, args })).rows,
      async hold() {
        const transaction = await client.transaction("write");
        return () => transaction.rollback();
      },
      close: async () => client.close(),
    };
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    isSqliteUrl: false,
    query: async (sql, ...params) => (await client.query(prepared({ sql, params }))).rows,
    async hold() {
      await client.query(`BEGIN; LOCK TABLE ${TABLES.join(", ")} IN EXCLUSIVE MODE`);
      return () => client.query("ROLLBACK");
    },
    close: () => client.end(),
  };
}
