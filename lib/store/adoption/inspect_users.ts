import { pagedList, readPages } from "../paging";
import { quoted, userSql } from "../schema";
import { query } from "../statements";
import type { UserTable } from "../user_table";
import type { Inspection } from "./inspection";

/** Users that are read at once. */
const PAGE = 2000;

/** What is looked at of a user. */
export interface InspectedUser {
  readonly key: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/** All users in the order of their keys, some thousand at a time. */
export function inspectUsers(
  inspection: Inspection,
  userTable: UserTable,
): AsyncGenerator<readonly InspectedUser[], void, void> {
  const user = userSql(inspection.engine, userTable);
  const list = pagedList<InspectedUser>({
    columns: `${user.key.text(user.id)} AS key, ${user.column("username")} AS username,
      ${user.column("email")} AS email, ${user.column("password")} AS password`,
    from: user.from,
    key: [user.id],
  });
  return readPages(inspection, list, { size: PAGE });
}

/** Which of some names users have, exactly so. */
export async function findNames(
  inspection: Inspection,
  { table, columns }: UserTable,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const exact = query(`SELECT 1 FROM ${quoted(table)} WHERE ${quoted(columns.username)} = ?`);
  const found = new Set<string>();
  for (const name of names) if ((await inspection.list(exact, name)).length > 0) found.add(name);
  return found;
}
