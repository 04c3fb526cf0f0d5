import path from "node:path";
import type { Value } from "../statements";
import type { Part, Task } from "./list_thread.js";
import { openThread } from "./thread";

/** Reads many rows, on a thread of its own. */
export interface ListReader {
  /** @throws StoreError */
  list(sql: string, params: readonly Value[]): Promise<Record<string, Value>[]>;
  /** Lists that are being read are rejected, not waited for. */
  close(): Promise<void>;
}

/** @param file path of the database that migrate() made */
export function openListReader(file: string): ListReader {
  const thread = openThread<Task>(path.join(process.cwd(), "lib/store/sqlite/list_thread.js"), file);
  return {
    async list(sql, params) {
      const rows: Record<string, Value>[] = [];
      // Each part is asked for when the former has come: parts that came together would hold up the event loop.
      let part = await thread.ask<Part>({ sql, params });
      addRows(part, rows);
      while (part.rest !== null) {
        part = await thread.ask<Part>({ rest: part.rest });
        addRows(part, rows);
      }
      return rows;
    },
    close: thread.stop,
  };
}

function addRows({ columns, values }: Part, rows: Record<string, Value>[]): void {
  for (const fields of values) {
    const row: Record<string, Value> = {};
    for (const [index, column] of columns.entries()) row[column] = fields[index] ?? null;
    rows.push(row);
  }
}
