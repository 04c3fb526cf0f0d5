import { signInsEnded } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { endSignInsSteps, userLock } from "@/lib/store/end_sign_ins";
import { forgetDevicesStep } from "../device";
import { type Actor, contextOf, permitSteps, whyNotDone } from "./act";

/**
 * Ends all sign-ins of an account, as its owner can (POST /user/signout_everywhere), with Django's that were taken over, and the
 * tokens that a Django has noted in simplejwt's tables. Browsers that knew the account are strangers then.
 * @returns `done`; `gone`, there is no such account; `forbidden`, the member of staff may not
 */
export async function endAllSignIns(
  scope: Scope,
  actor: Actor,
  userKey: string,
): Promise<"done" | "gone" | "forbidden"> {
  const { store, now: at } = scope;
  const event = signInsEnded(scope, { ...contextOf(scope, actor, userKey), which: "all" });
  const steps = [
    ...permitSteps(scope, actor, userKey),
    // Inserted where the account exists.
    ...event.steps,
    ...endSignInsSteps(store, { userKey, at, keep: null }),
    forgetDevicesStep(scope, userKey),
  ];
  const [first] = await store.statements.write(steps, { guarded: true, lock: userLock(store, userKey) });
  if (first !== 1) return whyNotDone(scope, actor, userKey);
  event.log();
  return "done";
}
