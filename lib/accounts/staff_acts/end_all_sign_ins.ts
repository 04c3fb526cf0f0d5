import { signInsEnded } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { endSignInsSteps, userLock } from "@/lib/store/end_sign_ins";
import { forgetDevicesStep } from "../device";
import { type Actor, contextOf } from "./act";

/**
 * Ends all sign-ins of an account, as its owner can (POST /user/signout_everywhere), with Django's that were taken over, and the
 * tokens that a Django has noted in simplejwt's tables. Browsers that knew the account are strangers then.
 * @returns whether there is such an account
 */
export async function endAllSignIns(scope: Scope, actor: Actor, userKey: string): Promise<boolean> {
  const { store, now: at } = scope;
  const event = signInsEnded(scope, { ...contextOf(scope, actor, userKey), which: "all" });
  const steps = [
    // Inserted where the account exists.
    ...event.steps,
    ...endSignInsSteps(store, { userKey, at, keep: null }),
    forgetDevicesStep(scope, userKey),
  ];
  const [inserted] = await store.statements.write(steps, { guarded: true, lock: userLock(store, userKey) });
  if (inserted !== 1) return false;
  event.log();
  return true;
}
