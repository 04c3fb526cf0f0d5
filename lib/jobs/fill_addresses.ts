import { setTimeout as pause } from "node:timers/promises";
import { foldEmail } from "@/lib/accounts/fold_email";
import type { Scope } from "@/lib/scope/scope";
import { recordAddresses, staleAddresses, type UserAddress } from "@/lib/store/addresses";

/** Users per read and per write. */
const PAGE = 200;
/** After each write, so that the writes of requests are not held up. */
const PAUSE_MS = 50;

/**
 * Records the addresses of users whom Django made, or whose address it changed: only then sign-up refuses these addresses,
 * and the users are found by them. Several processes may run it at once.
 * @param signal ends it early
 * @param onRecorded gets how many were recorded so far
 * @returns how many addresses were recorded
 */
export async function fillAddresses(
  { store }: Scope,
  signal?: AbortSignal,
  onRecorded?: (count: number) => void,
): Promise<number> {
  let recorded = 0;
  for await (const users of staleAddresses(store, PAGE)) {
    if (signal?.aborted) break;
    const changes = users.map(changeOf);
    await recordAddresses(store, changes);
    recorded += changes.length;
    onRecorded?.(recorded);
    await pause(PAUSE_MS);
  }
  return recorded;
}

function changeOf({ user_key, email }: UserAddress) {
  return { userKey: user_key, email, folded: foldEmail(email) };
}
