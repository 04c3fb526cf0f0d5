import type { Query, Statements, Value } from "../statements";
import { UnsuitableDatabaseError } from "../unsuitable";
import { type Attachment, attach, attachAgain, closeAttachment, detach } from "./attachment";
import { isMoved } from "./file_identity.js";

/** How often look-ups ask whether the file is still in its place. Writes do so each time. */
const LOOK_MS = 500;
/** Pause between two tries to open the file again, as requests come. */
const RETRY_MS = 500;

/** @param file path of the database that migrate() made. Where it is removed or replaced, it is opened again. */
export function openSqlite(file: string): Statements {
  const { use, close } = watched(file);
  return {
    engine: "sqlite",
    one: <Row>({ sql }: Query<Row>, ...params: Value[]) =>
      use(({ reader }) => reader.first(sql, params)) as Row | undefined,
    list: <Row>({ sql }: Query<Row>, ...params: Value[]) =>
      use(({ lists }) => lists.list(sql, params)) as Promise<Row[]>,
    write: (steps, { guarded } = {}) => use(({ writer }) => writer.write(steps, guarded)),
    writeReturning: <Row>({ sql }: Query<Row>, ...params: Value[]) =>
      use(({ writer }) => writer.writeReturning({ sql, params })) as Promise<Row[]>,
    checkWritable: () => use(({ writer }) => writer.check()),
    close,
  };
}

/** The connections to a file, which are replaced where it is. */
function watched(file: string) {
  let attached = attach(file);
  /** Why the file cannot be used now; null where it can. */
  let lost: unknown = null;
  let isDetached = false;
  let returning: Promise<void> | null = null;
  /** By performance.now(). */
  let lookedAt = performance.now();

  /** Runs `work`, and notices where it finds that the file has been removed or replaced. */
  function use<T>(work: (attachment: Attachment) => T): T {
    const now = performance.now();
    if (lost !== null && now - lookedAt >= RETRY_MS) comeBack();
    if (lost !== null) throw lost;
    const used = attached;
    try {
      if (now - lookedAt >= LOOK_MS) {
        lookedAt = now;
        used.reader.requireSameFiles();
      }
      const result = work(used);
      if (result instanceof Promise) result.catch((error: unknown) => notice(used, error));
      return result;
    } catch (error) {
      notice(used, error);
      throw error;
    }
  }

  function notice(used: Attachment, error: unknown): void {
    if (used !== attached || lost !== null) return;
    // What else goes wrong may come of it.
    if (!isMoved(error)) lookedAt = Number.NEGATIVE_INFINITY;
    else {
      lost = error;
      isDetached = false;
      comeBack();
    }
  }

  function comeBack(): void {
    lookedAt = performance.now();
    returning ??= reattach().finally(() => {
      returning = null;
    });
  }

  async function reattach(): Promise<void> {
    try {
      if (!isDetached) await detach(attached);
      isDetached = true;
      attached = await attachAgain(file, attached);
      lost = null;
    } catch (error) {
      // That the file is not there was said better when it was missed.
      if (error instanceof UnsuitableDatabaseError) lost = error;
    }
  }

  async function close(): Promise<void> {
    await returning;
    if (lost === null || !isDetached) await closeAttachment(attached);
  }

  return { use, close };
}
