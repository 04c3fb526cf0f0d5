import type { Language } from "@/lib/contract/language";
import type { EventContext } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { permitStep } from "@/lib/store/staff_rights";
import type { Step } from "@/lib/store/statements";
import { findUserFacts } from "@/lib/store/user_facts";

/** What `by` is in the events of what `npm run user` does. */
export const COMMAND = "command";

/** Somebody who does something to another's account. */
export interface Actor {
  /** {@link COMMAND}, or the user key of a member of staff. */
  readonly by: string;
  /** The network address of their request; null where there is none. */
  readonly address: string | null;
  /**
   * The user key of the member of staff whose rights decide, in the transaction: they must be active staff at that moment, may not
   * act on themselves, and on superusers only as one. Absent: an operator, who may do everything.
   */
  readonly staff?: string;
  /** In which the owner of the account is told by mail. */
  readonly language: Language;
}

/**
 * What came of it: `unchanged`, the account is so already; `gone`, there is no such account; `no_column`, the user table has no
 * column is_active or is_staff; `forbidden`, the member of staff may not. Where it is
 * not `done`, nothing was written.
 */
export type Outcome = "done" | "unchanged" | "gone" | "no_column" | "forbidden";

/** Of its event. */
export function contextOf({ now: at }: Scope, { by, address }: Actor, userKey: string) {
  return { userKey, at, address, by } satisfies EventContext;
}

/** The first step of what changes no flag of the user's row: see {@link permitStep}. */
export function permitSteps({ store }: Scope, { staff }: Actor, userKey: string): Step[] {
  return staff === undefined ? [] : [permitStep(store, userKey, staff)];
}

/** Why a change of a flag has changed nothing. @param wanted the value that was to be set */
export async function whyUnchanged(
  { store }: Scope,
  { staff }: Actor,
  userKey: string,
  { flag, wanted }: { readonly flag: "isActive" | "isStaff"; readonly wanted: boolean },
): Promise<Exclude<Outcome, "done">> {
  if (store.schema.userTable.columns[flag] === null) return "no_column";
  const user = await findUserFacts(store, userKey);
  if (user === null) return "gone";
  return staff !== undefined && user[flag] !== wanted ? "forbidden" : "unchanged";
}

/** The same of what changes no flag. */
export async function whyNotDone(
  { store }: Scope,
  { staff }: Actor,
  userKey: string,
): Promise<"gone" | "forbidden"> {
  const isThere = staff !== undefined && (await findUserFacts(store, userKey)) !== null;
  return isThere ? "forbidden" : "gone";
}
