import { endSignInsSteps } from "./end_sign_ins";
import type { Store } from "./open";
import { perSchema, quoted } from "./schema";
import { onlyBy } from "./staff_rights";
import type { Step } from "./statements";

type Flag = "isActive" | "isStaff";

const sqlOf = perSchema(({ user, userTable: { table, columns } }) => {
  const update = (flag: Flag, value: boolean) => {
    const column = columns[flag];
    if (column === null) return null;
    return `UPDATE ${quoted(table)} AS u SET ${quoted(column)} = ${value}
      WHERE ${user.id} = ${user.key.fromParam} AND ${user.column(flag)} IS NOT ${value}`;
  };
  return {
    activation: update("isActive", true),
    deactivation: update("isActive", false),
    staff: { added: update("isStaff", true), removed: update("isStaff", false) },
    newStaff:
      columns.isStaff === null
        ? null
        : `UPDATE ${quoted(table)} AS u SET ${quoted(columns.isStaff)} = true WHERE ${user.column("username")} = ?`,
  };
});

/** How {@link setActive} sets it. */
interface Activity {
  readonly isActive: boolean;
  readonly at: Date;
  /** Steps of the same transaction. */
  readonly further: readonly Step[];
  /** The key of the member of staff who does it, where their rights decide. */
  readonly staff?: string | undefined;
}

/**
 * Deactivates a user, or activates one whom this or Django's admin has deactivated, and ends all their sign-ins, in one
 * transaction. Name, address and password stay. At an activation, too, since Django's admin leaves our rows as they are.
 * @returns false where the user is gone, or is so already, where users have no column that says so, or where `staff` may not
 */
export async function setActive(
  store: Store,
  userKey: string,
  { isActive, at, further, staff }: Activity,
): Promise<boolean> {
  const { activation, deactivation } = sqlOf(store);
  const sql = isActive ? activation : deactivation;
  const change = sql === null ? null : onlyBy(store, { sql, params: [userKey] }, staff);
  return setFlag(store, change, [...endSignInsSteps(store, { userKey, at, keep: null }), ...further]);
}

/**
 * Makes a user a member of staff, or none.
 * @param further steps of the same transaction
 * @returns false where the user is gone, or is so already, or where users have no column that says so
 */
export async function setStaff(
  store: Store,
  userKey: string,
  isStaff: boolean,
  further: readonly Step[],
): Promise<boolean> {
  const { added, removed } = sqlOf(store).staff;
  const sql = isStaff ? added : removed;
  return setFlag(store, sql === null ? null : { sql, params: [userKey] }, further);
}

/** Makes a user whom the same transaction has inserted a member of staff; no step where users have no column that says so. */
export function newStaffSteps(store: Store, username: string): Step[] {
  const { newStaff } = sqlOf(store);
  return newStaff === null ? [] : [{ sql: newStaff, params: [username] }];
}

async function setFlag(store: Store, change: Step | null, further: readonly Step[]): Promise<boolean> {
  if (change === null) return false;
  const [changed] = await store.statements.write([change, ...further], { guarded: true });
  return changed === 1;
}
