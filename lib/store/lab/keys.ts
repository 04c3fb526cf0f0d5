import type { Store } from "../open";
import { query, type Statements, type Step } from "../statements";

/** A credential that somebody in a lab holds or has held. Times are milliseconds since the epoch, by the lab's clock. */
export interface LabKeyRow {
  readonly id: number;
  readonly holder: string;
  readonly kind: string;
  readonly raw: string;
  readonly cookie: string | null;
  readonly takenAt: number;
  readonly expiresAt: number;
  readonly droppedAt: number | null;
  readonly copyOf: number | null;
}

export type NewLabKey = Omit<LabKeyRow, "id" | "droppedAt" | "copyOf">;

const READ = query<{ found: string }>(`
  SELECT json_group_array(json_object('id', id, 'holder', holder, 'kind', kind, 'raw', raw, 'cookie', cookie, 'takenAt', taken_at,
    'expiresAt', expires_at, 'droppedAt', dropped_at, 'copyOf', copy_of)) AS found
  FROM (SELECT * FROM lab_key ORDER BY id)`);

/** All of them, in the order in which they came to be held. */
export async function readLabKeys(statements: Pick<Statements, "one">): Promise<LabKeyRow[]> {
  return JSON.parse((await statements.one(READ))?.found ?? "[]");
}

export async function writeLabKeys({ statements }: Store, steps: readonly Step[]): Promise<void> {
  if (steps.length > 0) await statements.write(steps);
}

/** Somebody gets a credential. One that they have had before, a successor that came again, is held again. */
export function takeKeySteps({ holder, kind, raw, cookie, takenAt, expiresAt }: NewLabKey): Step[] {
  return [
    { sql: "UPDATE lab_key SET dropped_at = NULL WHERE holder = ? AND raw = ?", params: [holder, raw] },
    {
      sql: `INSERT INTO lab_key (holder, kind, raw, cookie, taken_at, expires_at)
        SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM lab_key WHERE holder = ? AND raw = ?)`,
      params: [holder, kind, raw, cookie, takenAt, expiresAt, holder, raw],
    },
  ];
}

/** Somebody lets go of what they hold of a kind, but for one. */
export function dropKeysStep(holder: string, kind: string, at: number, but: string | null = null): Step {
  return {
    sql: `UPDATE lab_key SET dropped_at = ? WHERE holder = ? AND kind = ? AND dropped_at IS NULL AND raw IS NOT ?`,
    params: [at, holder, kind, but],
  };
}

/** The same session in a new seal: the cookie that somebody holds is renewed in place. */
export function renewKeyStep(id: number, raw: string, expiresAt: number): Step {
  return { sql: "UPDATE lab_key SET raw = ?, expires_at = ? WHERE id = ?", params: [raw, expiresAt, id] };
}

/** Somebody copies all that another one holds; copies of anything else are let go of, and those that they have stay. */
export function copyKeysSteps(from: string, to: string, at: number): Step[] {
  return [
    {
      sql: `UPDATE lab_key SET dropped_at = ? WHERE holder = ? AND dropped_at IS NULL
        AND raw NOT IN (SELECT raw FROM lab_key WHERE holder = ? AND dropped_at IS NULL)`,
      params: [at, to, from],
    },
    {
      sql: `INSERT INTO lab_key (holder, kind, raw, cookie, taken_at, expires_at, copy_of)
        SELECT ?, kind, raw, cookie, ?, expires_at, id FROM lab_key WHERE holder = ? AND dropped_at IS NULL
          AND raw NOT IN (SELECT raw FROM lab_key WHERE holder = ? AND dropped_at IS NULL) ORDER BY id`,
      params: [to, at, from, to],
    },
  ];
}
