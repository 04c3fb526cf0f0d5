import type { Store } from "./open";
import { perSchema, quoted } from "./schema";
import { query } from "./statements";

/** One row whatever there is, so that it is one look-up. The names as JSON: they may hold anything. */
const namesOf = perSchema(({ engine, user, userGroups }) => {
  if (userGroups === null) return null;
  const { table, userColumn } = userGroups;
  const names = `SELECT g.name FROM ${quoted(table)} m JOIN auth_group g ON g.id = m.group_id
    WHERE m.${quoted(userColumn)} = ${user.key.fromParam}`;
  const sql =
    engine === "sqlite"
      ? `SELECT json_group_array(name) AS names FROM (${names} ORDER BY g.name) AS mine`
      : `SELECT CAST(COALESCE(json_agg(name ORDER BY name), '[]') AS TEXT) AS names FROM (${names}) AS mine`;
  return query<{ names: string }>(sql);
});

/** The names of a user's groups, in the order of the database; none where there are no groups. One query. */
export async function findGroups(store: Store, userKey: string): Promise<readonly string[]> {
  const sql = namesOf(store);
  const row = sql === null ? undefined : await store.statements.one(sql, userKey);
  return row === undefined ? [] : JSON.parse(row.names);
}
