/** Checks that the rows of token families are consistent, and reads them. */

import type { Sql } from "../store/sql";

/** Queries that each find inconsistent rows; with rotation and a blacklist, none may find any. */
const FAULTS = {
  "a family without a token": `
    SELECT f.id FROM latchkey_family f
    WHERE NOT EXISTS (SELECT 1 FROM latchkey_token t WHERE t.family_id = f.id)`,
  "a successor that is no token of the same family": `
    SELECT t.jti FROM latchkey_token t LEFT JOIN latchkey_token s ON s.jti = t.successor_jti
    WHERE t.successor_jti IS NOT NULL AND s.family_id IS DISTINCT FROM t.family_id`,
  "a successor of two": `
    SELECT successor_jti FROM latchkey_token
    WHERE successor_jti IS NOT NULL GROUP BY successor_jti HAVING count(*) > 1`,
  "a rotated token that is not blacklisted": `
    SELECT jti FROM latchkey_token
    WHERE (successor_jti IS NOT NULL OR rotated_at IS NOT NULL) AND blacklisted_at IS NULL`,
  "a rotation without its time": `
    SELECT jti FROM latchkey_token WHERE (successor_jti IS NULL) <> (rotated_at IS NULL)`,
  "a living family without exactly one usable token": `
    SELECT f.id FROM latchkey_family f WHERE f.ended_at IS NULL AND 1 <> (
      SELECT count(*) FROM latchkey_token t WHERE t.family_id = f.id AND t.blacklisted_at IS NULL)`,
  "a usable token of an ended family": `
    SELECT t.jti FROM latchkey_family f JOIN latchkey_token t ON t.family_id = f.id
    WHERE f.ended_at IS NOT NULL AND t.blacklisted_at IS NULL`,
  "a family that ends at another time than its last token": `
    SELECT f.id FROM latchkey_family f WHERE f.expires_at <> (
      SELECT max(t.expires_at) FROM latchkey_token t WHERE t.family_id = f.id)`,
} as const;

/** The same for SQLite's file itself; PostgreSQL always checks its constraints. */
const FILE_FAULTS = {
  "a row that points nowhere": `SELECT "table", rowid FROM pragma_foreign_key_check`,
  "a damaged file": "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
} as const;

/** What is inconsistent in a database, each with its first rows; empty where nothing is. */
export async function faultsOf(sql: Sql): Promise<string[]> {
  const faults: string[] = [];
  const queries = { ...FAULTS, ...(sql.engine === "sqlite" ? FILE_FAULTS : {}) };
  for (const [fault, query] of Object.entries(queries)) {
    const rows = await sql.query(query);
    if (rows.length > 0) faults.push(`${fault}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return faults;
}

export interface TokenRow {
  readonly jti: string;
  readonly successor: string | null;
  readonly blacklisted: boolean;
}

/** The refresh tokens of the family that a token belongs to: the first, its successor, the successor's, and so on. */
export async function tokenRows(sql: Sql, jti: string): Promise<TokenRow[]> {
  const rows = await sql<{ jti: string; successor: string | null; blacklisted_at: unknown }>`
    SELECT jti, successor_jti AS successor, blacklisted_at FROM latchkey_token
    WHERE family_id = (SELECT family_id FROM latchkey_token WHERE jti = ${jti})`;
  const successors = new Set(rows.map(({ successor }) => successor));
  const first = rows.find((row) => !successors.has(row.jti));
  const ordered: TokenRow[] = [];
  for (let row = first; row !== undefined; row = rows.find((other) => other.jti === row?.successor))
    ordered.push({ jti: row.jti, successor: row.successor, blacklisted: row.blacklisted_at !== null });
  return ordered;
}
