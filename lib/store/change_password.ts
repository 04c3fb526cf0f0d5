import type { Store } from "./open";
import { perSchema, quoted } from "./schema";
import type { Step } from "./statements";

const sqlOf = perSchema(({ user, userTable: { table, columns } }) => ({
  setPassword: `UPDATE ${quoted(table)} AS u SET ${quoted(columns.password)} = ?
    WHERE ${user.id} = ${user.key.fromParam} AND ${user.column("password")} = ?`,
}));

/**
 * Replaces a user's password hash by that of another password, unless it has changed meanwhile: of many changes at the same
 * moment one wins.
 * @param further steps of the same transaction, which end the other sign-ins
 * @returns whether the hash was replaced
 */
export async function changePasswordHash(
  store: Store,
  { userKey, from, to }: { readonly userKey: string; readonly from: string; readonly to: string },
  further: readonly Step[],
): Promise<boolean> {
  const change = { sql: sqlOf(store).setPassword, params: [to, userKey, from] };
  const [changed] = await store.statements.write([change, ...further], { guarded: true });
  return changed === 1;
}
