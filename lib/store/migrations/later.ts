import { query, type Statements } from "../statements";
import { readMigrations } from "./read";

const RECORDED = query<{ name: string }>("SELECT name FROM latchkey_migration ORDER BY name");

/**
 * The migrations that only a later version can have applied: this one does not have them. They add to what there was
 * (additive.test.ts), so that it can go on working.
 */
export async function laterMigrations(
  statements: Pick<Statements, "engine" | "list">,
): Promise<readonly string[]> {
  const ours = readMigrations(`prisma/migrations/${statements.engine}`).map(({ name }) => name);
  const last = ours.at(-1) ?? "";
  return (await statements.list(RECORDED)).map(({ name }) => name).filter((name) => name > last);
}
