import { query } from "../statements";
import type { Inspection } from "./inspection";

const SCHEMAS = query<{ name: string }>("SELECT unnest(current_schemas(false)) AS name");

/** An address of a PostgreSQL database by which tables of ours are in the schema `latchkey`, and Django's where they are. */
export async function ownSchemaUrl(inspection: Inspection, url: string): Promise<string> {
  const schemas = (await inspection.list(SCHEMAS)).map(({ name }) => name);
  const changed = new URL(url);
  changed.searchParams.set(
    "schema",
    ["latchkey", ...schemas.filter((name) => name !== "latchkey")].join(","),
  );
  // As people write it.
  return changed.href.replace(/%2C/g, ",");
}
