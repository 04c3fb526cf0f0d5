import { setTimeout as pause } from "node:timers/promises";
import { foldEmail } from "@/lib/accounts/fold_email";
import type { Scope } from "@/lib/scope/scope";
import { noteAddresses, type UserAddress, unnotedAddresses } from "@/lib/store/addresses";

/** Users that are read, and whose addresses are written, at once. */
const PAGE = 200;
/** After what was written, so that whoever signs in meanwhile comes in turn. */
const PAUSE_MS = 50;

/**
 * Notes the addresses of users whom Django made, or whose address it changed: sign-up refuses them from then on, and their
 * users are found by them. Until then it knows nothing of them. Others may be doing the same at once.
 * @param signal ends it early
 * @returns how many addresses were noted
 */
export async function fillAddresses({ store }: Scope, signal?: AbortSignal): Promise<number> {
  let noted = 0;
  for await (const users of unnotedAddresses(store, PAGE)) {
    if (signal?.aborted) break;
    const changes = users.flatMap(changeOf);
    if (changes.length === 0) continue;
    await noteAddresses(store, changes);
    noted += changes.length;
    await pause(PAUSE_MS);
  }
  return noted;
}

/** Nothing where what is noted is true. */
function changeOf({ user_key, email, address, folded: noted }: UserAddress) {
  const folded = foldEmail(email);
  const isTrue = folded === null ? address === null : address === email && noted === folded;
  return isTrue ? [] : [{ userKey: user_key, email, folded }];
}
