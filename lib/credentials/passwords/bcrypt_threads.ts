import { availableParallelism } from "node:os";
import path from "node:path";
import { Piscina } from "piscina";
import { oncePerProcess } from "./process_wide";

const IDLE_MS = 60_000;

/**
 * bcrypt of the first 72 bytes of `password`, in a worker thread.
 *
 * @param salt a bcrypt salt (`$2b$12$` and 22 characters), or the rounds of a new salt
 * @returns the salt with its 31 characters of hash
 */
export async function bcrypt(password: string, salt: string | number): Promise<string> {
  return threads().run({ password, salt }, { name: "hash" });
}

/** Takes the time of hashes with these rounds, one after another. */
export async function burnBcrypt(rounds: readonly number[]): Promise<void> {
  await threads().run(rounds, { name: "burn" });
}

interface Holder {
  pool: Piscina | null;
}

function threads(): Piscina {
  const holder = oncePerProcess<Holder>("bcrypt-threads", () => ({ pool: null }));
  holder.pool ??= start(holder);
  return holder.pool;
}

/** Threads begin with the first task and end when idle; piscina unrefs them, so none keeps the process alive. */
function start(holder: Holder): Piscina {
  const pool = new Piscina({
    // From the project's folder, since a bundler gives this module another place than its source has.
    filename: path.join(process.cwd(), "lib/credentials/passwords/bcrypt_worker.js"),
    minThreads: 0,
    maxThreads: availableParallelism(),
    idleTimeout: IDLE_MS,
    // The loaders and flags of the main thread (tsx, vitest, next) are of no use to one plain file.
    execArgv: [],
  });
  // A thread that cannot start (no memory, no more threads) leaves its task waiting for ever, and an event that
  // nobody hears ends the process: so this pool goes, with its tasks rejected, and the next task tries anew.
  pool.on("error", () => {
    if (holder.pool === pool) holder.pool = null;
    void pool.destroy();
  });
  return pool;
}
