import type { ClientBase } from "pg";
import { UnsuitableDatabaseError } from "../unsuitable";

/** read_only_sql_transaction */
export const READ_ONLY_CODE = "25006";

/** A standby, or a former primary that was set read-only. */
const READ_ONLY = {
  name: "latchkey_read_only",
  text: `SELECT current_setting('transaction_read_only') AS "readOnly"`,
};

/** @throws UnsuitableDatabaseError where the server, or this role, can only read; its code is READ_ONLY_CODE */
export async function refuseReadOnly(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ readOnly: string }>(READ_ONLY);
  if (rows[0]?.readOnly === "off") return;
  throw new UnsuitableDatabaseError(
    "The PostgreSQL server can only be read: name the primary server in DATABASE_URL.",
    READ_ONLY_CODE,
  );
}

/** Whether the server refused to write because it can only be read, or was found to be so. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === READ_ONLY_CODE;
}
