import path from "node:path";
import type { Step } from "../statements";
import { openThread } from "./thread";
import type { Task } from "./writer_thread.js";

/** The one connection of this process that writes. It has a thread of its own, since every COMMIT waits for the disk. */
export interface Writer {
  /**
   * All of the steps or none of them, in one transaction.
   * @param guarded whether none of them happens where the first one changes no row
   * @returns how many rows each step changed
   * @throws StoreError; SQLITE_BUSY where another process holds the database for five seconds
   */
  write(steps: readonly Step[], guarded?: boolean): Promise<number[]>;
  /** @returns the rows of a step that ends in RETURNING. @throws as `write` does */
  writeReturning(step: Step): Promise<unknown[]>;
  /** Asks whether writing is possible. @throws as `write` does */
  check(): Promise<void>;
  /**
   * Moves what only the log holds into the file that is open, wherever that is now; for a connection whose files were removed
   * or replaced, before it is closed.
   * @throws StoreError; SQLITE_BUSY where another process is in the way
   */
  detach(): Promise<void>;
  /** Resolves when everything is written. */
  close(): Promise<void>;
}

/** @param file path of the database that migrate() made */
export function openWriter(file: string): Writer {
  const thread = openThread<Task>(path.join(process.cwd(), "lib/store/sqlite/writer_thread.js"), file);
  thread.start();
  return {
    write: (steps, guarded = false) => thread.ask({ steps, guarded }),
    writeReturning: (step) => thread.ask({ returning: step }),
    check: () => thread.ask({ check: true }),
    detach: () => thread.ask({ detach: true }),
    close: thread.finish,
  };
}
