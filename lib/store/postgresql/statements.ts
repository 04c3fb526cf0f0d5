import type { Statements } from "../statements";
import { openReader } from "./reader";
import { openWriters } from "./writers";

/** @param url address of a database that migrate() brought up to date; it is connected to when first used */
export function openPostgresql(url: string): Statements {
  const reader = openReader(url);
  const writers = openWriters(url);
  return {
    engine: "postgresql",
    get: (sql, ...params) => reader.first(sql, params),
    async write(steps, lock) {
      const results = await writers.write(lock === undefined ? steps : [lock, ...steps]);
      return results.slice(-steps.length).map(({ rowCount }) => rowCount ?? 0);
    },
    writeReturning: async (step) => (await writers.writeOnce(step)).rows[0],
    async close() {
      await Promise.all([reader.close(), writers.close()]);
    },
  };
}
