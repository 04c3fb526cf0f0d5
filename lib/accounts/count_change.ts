import { countedDigest } from "@/lib/credentials/digest";
import type { Scope } from "@/lib/scope/scope";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import { foldEmail } from "./fold_email";
import { countAgainst, forgetUsesStep, type Limited, refuseThrottled } from "./throttle";

/**
 * Counts a change of which the owner is told by mail, before it is written: by account, and by the address that the notice goes
 * to, which may be somebody else's and be had by one account after the other. A notice is never left out: there is no change
 * without one.
 * @throws ApiError 429 throttled
 */
export async function countChange(scope: Scope, { key, email }: Pick<User, "key" | "email">): Promise<void> {
  await countAgainst(scope, ...changesOf(scope, { key, email }));
}

/** Looks whether a change would be beyond its limits, without counting it. @throws ApiError 429 throttled */
export async function refuseChange(scope: Scope, user: Pick<User, "key" | "email">): Promise<void> {
  for (const limited of changesOf(scope, user)) await refuseThrottled(scope, limited);
}

function changesOf(scope: Scope, { key, email }: Pick<User, "key" | "email">): Limited[] {
  const folded = foldEmail(email);
  return [
    { action: "change", by: digestOf(scope, `user ${key}`), named: `user ${key}` },
    { action: "change", by: folded && digestOf(scope, `address ${folded}`), named: null },
  ];
}

/** Forgets the changes of a user, as a step of the transaction that deletes them. Those by address name nobody, and stay. */
export function forgetChangesStep(scope: Scope, userKey: string): Step {
  return forgetUsesStep(scope, { action: "change", by: digestOf(scope, `user ${userKey}`) });
}

/** Mail that is asked for to an address. Its count stays when an account is deleted: the address may be somebody else's. */
export function mailTo(scope: Scope, folded: string): Limited {
  return { action: "mail", by: digestOf(scope, `address ${folded}`), named: null };
}

/** Mail that proves an address: counted apart from what strangers ask for to it. */
export function proofMailTo(scope: Scope, folded: string): Limited {
  return { action: "mail", by: digestOf(scope, `verify ${folded}`), named: null };
}

function digestOf({ settings }: Scope, counted: string): string {
  return countedDigest(counted, settings.secretKeys[0]);
}
