import { endSignInsSteps } from "./end_sign_ins";
import { isForeignKeyViolation } from "./errors";
import type { Store } from "./open";
import { perSchema, quoted } from "./schema";
import { query, type Step } from "./statements";

/** What is deleted with a user. Token families are kept, and the outbox is lib/mail's: see {@link deleteUser}. */
const OWNED = [
  "latchkey_session",
  "latchkey_address",
  "latchkey_event",
  "latchkey_email_proof",
  "latchkey_totp",
  "latchkey_recovery_code",
] as const;

/** A column of another table that holds users' keys. */
interface Reference {
  readonly table: string;
  readonly column: string;
}

/** SQLite finds out at the COMMIT, which many transactions share. PostgreSQL refuses the one transaction. */
const REFERENCES = query<Reference>(`
  SELECT master.name AS "table", foreign_key."from" AS "column"
  FROM sqlite_master master, pragma_foreign_key_list(master.name) foreign_key
  WHERE master.type = 'table' AND foreign_key."table" = ? AND foreign_key.on_delete IN ('NO ACTION', 'RESTRICT')
    AND master.name <> 'token_blacklist_outstandingtoken'`);

const sqlOf = perSchema(({ user, userTable: { table } }) => {
  const hasKey = `${user.id} = ${user.key.fromParam}`;
  return {
    deletion: (references: readonly Reference[]) =>
      [
        `DELETE FROM ${quoted(table)} AS u WHERE ${hasKey}`,
        ...references.map(
          (of) =>
            `NOT EXISTS (SELECT 1 FROM ${quoted(of.table)} r WHERE r.${quoted(of.column)} = ${user.id})`,
        ),
      ].join(" AND "),
    disown: `UPDATE token_blacklist_outstandingtoken SET user_id = NULL, token = '' WHERE user_id = ${user.key.fromParam}`,
  };
});

/**
 * Deletes a user with all that is stored of them, in one transaction. What is left names nobody: token families, ended, without
 * user, address and browser, so that no token of theirs is valid for whoever gets the same key, until it has expired; and in
 * simplejwt's tables blacklisted tokens without a user, as Django leaves them (OutstandingToken.user, SET_NULL).
 * @param further steps of the same transaction
 * @returns false where the user is gone, or where rows of other tables refer to them, which the database refuses to orphan
 */
export async function deleteUser(
  store: Store,
  userKey: string,
  at: Date,
  further: readonly Step[],
): Promise<boolean> {
  const references = await referencesOf(store);
  const steps = [
    { sql: sqlOf(store).deletion(references), params: [userKey] },
    ...endSignInsSteps(store, { userKey, at, keep: null }),
    {
      sql: `UPDATE latchkey_family
        SET user_key = '', password_digest = '', address = NULL, user_agent = NULL WHERE user_key = ?`,
      params: [userKey],
    },
    ...(store.schema.hasBlacklistTables ? [{ sql: sqlOf(store).disown, params: [userKey] }] : []),
    ...OWNED.map((table) => ({ sql: `DELETE FROM ${table} WHERE user_key = ?`, params: [userKey] })),
    ...further,
  ];
  try {
    const [deleted] = await store.statements.write(steps, { guarded: true, throwsViolations: true });
    return deleted === 1;
  } catch (error) {
    if (isForeignKeyViolation(error)) return false;
    throw error;
  }
}

async function referencesOf({ schema, statements }: Store): Promise<readonly Reference[]> {
  return schema.engine === "sqlite" ? statements.list(REFERENCES, schema.userTable.table) : [];
}
