import type { Store } from "./open";
import { perSchema } from "./schema";
import { query, type Time } from "./statements";
import { canonicalKey } from "./user_key";
import { type User, type UserColumns, userFrom } from "./user_table";

/** A user with what the links that set a new password are made of. */
export interface ResetUser extends User {
  readonly lastLogin: Date | null;
}

const sqlOf = perSchema(({ user }) => ({
  byKey: query<UserColumns & { readonly last_login: Time | null }>(`
    SELECT ${user.selected}, ${user.column("lastLogin")} AS last_login FROM ${user.from}
    WHERE ${user.id} = ${user.key.fromParam}`),
}));

/** @param text what a link says of the key; null where there is no such user */
export async function findResetUser(store: Store, text: string): Promise<ResetUser | null> {
  const { userTable } = store.schema;
  const key = canonicalKey(userTable.key.type, text);
  const row = key === null ? undefined : await store.statements.one(sqlOf(store).byKey, key);
  if (row === undefined) return null;
  return {
    ...userFrom(userTable, row),
    lastLogin: row.last_login === null ? null : store.schema.djangoDate(row.last_login),
  };
}
