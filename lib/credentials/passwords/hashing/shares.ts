import { networkOf } from "@/lib/credentials/network_of";
import type { Requester } from "./threads.js";

/** After this long a hash counts half: who guessed yesterday is like anybody else. */
const HALF_LIFE_MS = 60_000;
/** Addresses and accounts that are remembered. */
const MAX_REMEMBERED = 5000;
/** Hashes by which somebody is ahead of others, who gave the right password of this account from this address before. */
const LEAD = 10;
/** Hashes. An address or account with less than this is forgotten when there are too many. */
const NEGLIGIBLE = 0.1;

/** What whoever waits for hashes has had of them lately. */
export interface Shares {
  /**
   * How many hashes a requester's address, connection and account have had, together; without the account's, and fewer, where
   * the requester is known. As of now for all that are asked for, so that equals stay equal.
   */
  now(): (requester: Requester) => number;
  /** Counts one. */
  add(requester: Requester): void;
  /** Notes that the right password of the account was given from the address. */
  know(requester: Requester): void;
}

/** @param now milliseconds, monotonic */
export function shares(now: () => number = () => performance.now()): Shares {
  const counts = new Map<string, { hashes: number; at: number }>();
  const known = new Set<string>();
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
    now() {
      const at = now();
      return (requester) => {
        const had = (keys: readonly string[]) => keys.reduce((sum, key) => sum + lately(key, at), 0);
        // What others guess at an account does not count against who gave its password.
        if (known.has(pairOf(requester))) return had(wayKeys(requester)) - LEAD;
        return had(keysOf(requester));
      };
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
    know(requester) {
      const pair = pairOf(requester);
      known.delete(pair);
      known.add(pair);
      const [oldest] = known;
      if (known.size > MAX_REMEMBERED && oldest !== undefined) known.delete(oldest);
    },
  };
}

function keysOf(requester: Requester): string[] {
  return [...wayKeys(requester), `account ${requester.account}`];
}

/** Where it comes from. Within one address and account, those who guess on and on are behind who comes new. */
function wayKeys(requester: Requester): string[] {
  const { address, connection } = requester;
  const key = addressKey(requester);
  return connection === undefined ? [key] : [key, `connection ${address} ${connection}`];
}

function pairOf(requester: Requester): string {
  return `${addressKey(requester)} account ${requester.account}`;
}

function addressKey({ address }: Requester): string {
  return `address ${address === null ? "unknown" : networkOf(address)}`;
}
