import { type LeaseOffice, withLease } from "./lease";

const NAME = "latchkey-refresh";

export type Alone = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs work while no other tab runs its own: by a Web Lock, or by a lease where the browser has none. */
export function oneTabAtATime(locks: () => LockManager | undefined, office: LeaseOffice): Alone {
  return async (work) => {
    const manager = locks();
    if (manager === undefined) return withLease(`${NAME}-lease`, work, office);
    let begun = false;
    try {
      return await manager.request(NAME, () => {
        begun = true;
        return work();
      });
    } catch (error) {
      // A browser that blocks storage refuses locks, too; what failed inside of one failed for another reason.
      if (begun) throw error;
      return work();
    }
  };
}
