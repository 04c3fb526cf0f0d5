type Lease = { holder: string; until: number };

/** What a lease is kept with; all times in milliseconds. */
export type LeaseOffice = {
  storage: () => Storage;
  now: () => number;
  wait: (ms: number) => Promise<void>;
  newName: () => string;
};

/** A tab that was closed at its work holds the others up no longer than this. */
const LEASE_MS = 5_000;
/** How long a write may take until every tab reads it. */
const SETTLE_MS = 60;
const LOOK_AGAIN_MS = 100;
/** Then it works without a lease: about three leases long, and a storage that keeps nothing cannot hold it up. */
const MOST_LOOKS = 100;

/**
 * One tab at a time where the browser has no locks, which it keeps from pages over plain HTTP. Storage cannot compare
 * and swap: a tab writes its name, waits, and has the lease if its name still stands. Two tabs may slip through
 * together; whoever takes a lease must bear that.
 */
export async function withLease<T>(key: string, work: () => Promise<T>, office: LeaseOffice): Promise<T> {
  const name = office.newName();
  try {
    for (let looks = 0; looks < MOST_LOOKS && !(await take(key, name, office)); looks++)
      await office.wait(LOOK_AGAIN_MS * (1 + Math.random()));
  } catch {
    // No storage, no lease: then every tab is alone anyway.
    return work();
  }
  try {
    return await work();
  } finally {
    if (read(key, office)?.holder === name) office.storage().removeItem(key);
  }
}

async function take(key: string, holder: string, office: LeaseOffice): Promise<boolean> {
  if (read(key, office) !== null) return false;
  office.storage().setItem(key, JSON.stringify({ holder, until: office.now() + LEASE_MS }));
  await office.wait(SETTLE_MS);
  return read(key, office)?.holder === holder;
}

/** The lease that holds now, if any. One that ends too late was written before the clock was set back. */
function read(key: string, { storage, now }: LeaseOffice): Lease | null {
  const lease = parse(storage().getItem(key));
  return lease !== null && lease.until > now() && lease.until <= now() + LEASE_MS ? lease : null;
}

function parse(text: string | null): Lease | null {
  try {
    const lease: unknown = JSON.parse(text ?? "null");
    if (typeof lease !== "object" || lease === null) return null;
    if (!("holder" in lease) || typeof lease.holder !== "string") return null;
    if (!("until" in lease) || typeof lease.until !== "number") return null;
    return { holder: lease.holder, until: lease.until };
  } catch {
    return null;
  }
}
