import type { Store } from "./open";
import { perSchema, quoted, type Schema } from "./schema";
import type { Step } from "./statements";
import { isSuperuserSql } from "./user_facts";

/**
 * A condition on the row `u` of a user, with one parameter, the key of somebody else: whether that is an active member of staff
 * who may act on the user. On superusers only superusers may act.
 */
function mayActSql(schema: Schema): string {
  const { userTable, user } = schema;
  const { table, key, columns } = userTable;
  const isTrue = (column: string | null, otherwise: string) =>
    column === null ? otherwise : `s.${quoted(column)}`;
  return `EXISTS (
    SELECT 1 FROM ${quoted(table)} s
    WHERE s.${quoted(key.column)} = ${user.key.fromParam} AND s.${quoted(key.column)} <> ${user.id}
      AND ${isTrue(columns.isStaff, "false")} AND ${isTrue(columns.isActive, "true")}
      AND (${isSuperuserSql(schema, "s")} OR NOT ${isSuperuserSql(schema)}))`;
}

const sqlOf = perSchema((schema) => {
  const mayAct = mayActSql(schema);
  const { user, userTable } = schema;
  const password = quoted(userTable.columns.password);
  const permit = `UPDATE ${quoted(userTable.table)} AS u SET ${password} = u.${password}
    WHERE ${user.id} = ${user.key.fromParam} AND ${mayAct}`;
  return {
    mayAct,
    permit,
    permitOnSignIn: `${permit} AND EXISTS (
      SELECT 1 FROM latchkey_session WHERE user_key = ? AND id = ?
      UNION ALL SELECT 1 FROM latchkey_family WHERE user_key = ? AND id = ? AND ended_at IS NULL)`,
  };
});

/**
 * The first step of what a member of staff does to a user, guarded: it locks the user's row, and changes one row where they may.
 * Whoever is no staff any more by then, or acts on themselves or on a superuser, changes none.
 */
export function permitStep(store: Store, userKey: string, staff: string): Step {
  return { sql: sqlOf(store).permit, params: [userKey, staff] };
}

/** The same for what is done to one of the user's sign-ins: it changes none where that has ended. */
export function permitOnSignInStep(store: Store, userKey: string, staff: string, signIn: string): Step {
  const params = [userKey, staff, userKey, signIn, userKey, signIn];
  return { sql: sqlOf(store).permitOnSignIn, params };
}

/** A change of the row `u` of a user, as far as a member of staff may make it; whoever does it, where none is named. */
export function onlyBy(store: Store, { sql, params }: Step, staff: string | undefined): Step {
  return staff === undefined
    ? { sql, params }
    : { sql: `${sql} AND ${sqlOf(store).mayAct}`, params: [...params, staff] };
}
