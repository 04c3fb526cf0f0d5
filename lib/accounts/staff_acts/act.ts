import type { Language } from "@/lib/contract/language";
import type { EventContext } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { findUserByKey } from "@/lib/store/users";

/** What `by` is in the events of what `npm run user` does. */
export const COMMAND = "command";

/** Somebody who does something to another's account. */
export interface Actor {
  /** {@link COMMAND}, or the user key of a member of staff. */
  readonly by: string;
  /** The network address of their request; null where there is none. */
  readonly address: string | null;
  /** In which the owner of the account is told by mail. */
  readonly language: Language;
}

/**
 * What came of it: `unchanged`, the account is so already; `gone`, there is no such account; `no_column`, the user table has no
 * column that could say it (USER_IS_ACTIVE_COLUMN, USER_IS_STAFF_COLUMN). Where it is not `done`, nothing was written.
 */
export type Outcome = "done" | "unchanged" | "gone" | "no_column";

/** Of its event. */
export function contextOf({ now: at }: Scope, { by, address }: Actor, userKey: string) {
  return { userKey, at, address, by } satisfies EventContext;
}

/** Why a change of a flag has changed nothing. */
export async function whyUnchanged(
  { store }: Scope,
  column: "isActive" | "isStaff",
  userKey: string,
): Promise<Exclude<Outcome, "done">> {
  if (store.schema.userTable.columns[column] === null) return "no_column";
  return (await findUserByKey(store, userKey)) === null ? "gone" : "unchanged";
}
