import { signInEnded } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { endOneSignInSteps } from "@/lib/store/end_sign_ins";
import { findSignIn } from "@/lib/store/sign_ins";
import { permitOnSignInStep } from "@/lib/store/staff_rights";
import { type Actor, contextOf, whyNotDone } from "./act";

/**
 * Ends one sign-in of an account, with all its tokens, as its owner can.
 * @returns `done`; `gone`, there is no such account, or no such sign-in any more; `forbidden`, the member of staff may not
 */
export async function endSignInByStaff(
  scope: Scope,
  actor: Actor & { readonly staff: string },
  userKey: string,
  signIn: string,
): Promise<"done" | "gone" | "forbidden"> {
  const { store, now: at } = scope;
  // No id holds NUL, which PostgreSQL does not take for text.
  const find = async () => (signIn.includes("\0") ? null : findSignIn(store, userKey, signIn));
  const found = await find();
  if (found === null) return "gone";
  const event = signInEnded(scope, { ...contextOf(scope, actor, userKey), mode: found.mode, signIn });
  const steps = [
    permitOnSignInStep(store, userKey, actor.staff, signIn),
    ...event.steps,
    ...endOneSignInSteps(store, { userKey, signIn, at }),
  ];
  const [permitted] = await store.statements.write(steps, { guarded: true });
  if (permitted !== 1) return (await find()) === null ? "gone" : whyNotDone(scope, actor, userKey);
  event.log();
  return "done";
}
