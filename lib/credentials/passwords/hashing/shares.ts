import { networkOf } from "@/lib/credentials/network_of";
import type { Requester } from "./threads.js";

/** After this long a hash counts half: who guessed yesterday is like anybody else. */
const HALF_LIFE_MS = 60_000;
/** Addresses and accounts that are remembered. */
const MAX_REMEMBERED = 5000;
/** Hashes. An address or account with less than this is forgotten when there are too many. */
const NEGLIGIBLE = 0.1;

/** What whoever waits for hashes has had of them lately. */
export interface Shares {
  /** How many hashes the requester's address and account have had, together. */
  of(requester: Requester): number;
  /** Counts one. */
  add(requester: Requester): void;
}

/** @param now milliseconds, monotonic */
export function shares(now: () => number = () => performance.now()): Shares {
  const counts = new Map<string, { hashes: number; at: number }>();
  const lately = (key: string, at: number) => {
    const count = counts.get(key);
    return count === undefined ? 0 : count.hashes * 0.5 ** ((at - count.at) / HALF_LIFE_MS);
  };
  const forget = (at: number) => {
    for (const key of counts.keys()) if (lately(key, at) < NEGLIGIBLE) counts.delete(key);
    // A Map keeps the order of insertion: the first had its last hash the longest ago.
    for (const key of counts.keys()) {
      if (counts.size <= MAX_REMEMBERED / 2) break;
      counts.delete(key);
    }
  };
  return {
    of(requester) {
      const at = now();
      return keysOf(requester).reduce((sum, key) => sum + lately(key, at), 0);
    },
    add(requester) {
      const at = now();
      for (const key of keysOf(requester)) {
        const hashes = lately(key, at) + 1;
        counts.delete(key);
        counts.set(key, { hashes, at });
      }
      if (counts.size > MAX_REMEMBERED) forget(at);
    },
  };
}

function keysOf({ address, account }: Requester): string[] {
  return [`address ${address === null ? "unknown" : networkOf(address)}`, `account ${account}`];
}
