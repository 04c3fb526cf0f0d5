import { claimAddressSteps, isAddressOfAnother, removeAddressStep } from "./addresses";
import type { Store } from "./open";
import { perSchema, quoted } from "./schema";
import { type Bool, query, type Step, type Value } from "./statements";
import type { User } from "./user_table";
import { type TakenField, takenField, takenFrom } from "./users";

/** Fields of a user's row that get another value; those that are absent stay. */
export interface UserChange {
  readonly username?: string;
  readonly email?: string;
  readonly age?: number | null;
}

const FIELDS = ["username", "email", "age"] as const satisfies readonly (keyof UserChange)[];

const sqlOf = perSchema((schema) => {
  const { user, userTable } = schema;
  const { table, columns, found } = userTable;
  // What may be NULL may also be unique: of users without an address each has one.
  const paramOf = (field: keyof UserChange) =>
    field === "email" && !found.get(columns.email ?? "")?.isRequired ? "NULLIF(?, '')" : "?";
  const hasKey = `${user.id} = ${user.key.fromParam}`;
  const isAsRead = `${hasKey} AND ${user.column("username")} = ? AND ${user.column("email")} = ?`;
  return {
    update: (fields: readonly (keyof UserChange)[]) => `
      UPDATE ${quoted(table)} AS u SET ${fields.map((field) => `${quoted(columns[field] ?? "")} = ${paramOf(field)}`).join(", ")}
      WHERE ${isAsRead} AND NOT ${isAddressOfAnother(schema)}`,
    takenByAnother: query<Record<TakenField, Bool>>(`
      SELECT EXISTS (SELECT 1 FROM ${user.from} WHERE ${user.column("username")} = ? AND NOT ${hasKey}) AS username,
        ${isAddressOfAnother(schema)} AS email`),
  };
});

/** What became of a change: `stale` where the user's name or address is another one by now, or the user is gone. */
export type Changed = { readonly ok: true } | { readonly ok: false; readonly why: TakenField | "stale" };

/**
 * Changes a user's row, and the claim of their address with it, in one transaction. The database decides whether the name and
 * the address are free: of many changes to one name at the same moment the unique constraint lets one through.
 * @param user as they were read: nothing happens where their name or address is another one by now
 * @param foldedEmail the new address as lib/accounts folds it; null where the address stays, or there is none any more
 * @param further steps of the same transaction, such as events
 */
export async function changeUser(
  store: Store,
  user: User,
  change: UserChange,
  foldedEmail: string | null,
  further: readonly Step[],
): Promise<Changed> {
  const { columns } = store.schema.userTable;
  const fields = FIELDS.filter((field) => change[field] !== undefined && columns[field] !== null);
  const values = fields.map((field): Value => change[field] ?? null);
  const update: Step = {
    sql: sqlOf(store).update(fields),
    params: [...values, user.key, user.username, user.email, foldedEmail, user.key],
  };
  const steps = [update, ...addressSteps(store, user, change, foldedEmail), ...further];
  try {
    const [updated] = await store.statements.write(steps, { guarded: true, throwsViolations: true });
    if (updated === 1) return { ok: true };
    const taken = await findTakenByAnother(store, user.key, change.username ?? null, foldedEmail);
    return { ok: false, why: taken[0] ?? "stale" };
  } catch (error) {
    return { ok: false, why: takenField(store.schema, error) };
  }
}

function addressSteps(store: Store, user: User, change: UserChange, foldedEmail: string | null): Step[] {
  if (change.email === undefined) return [];
  if (foldedEmail === null) return [removeAddressStep(store, user.key)];
  const username = store.schema.nameIsAddress ? change.email : (change.username ?? user.username);
  return claimAddressSteps(store, username, foldedEmail);
}

/** Which of the two another user has now, so that all errors are reported at once; {@link changeUser} decides. */
export async function findTakenByAnother(
  store: Store,
  userKey: string,
  username: string | null,
  foldedEmail: string | null,
): Promise<TakenField[]> {
  const params = [username, userKey, foldedEmail, userKey];
  const row = await store.statements.one(sqlOf(store).takenByAnother, ...params);
  return takenFrom(store, row);
}
