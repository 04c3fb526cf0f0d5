import { type EventName, isEventName } from "@/lib/contract/event_names";
import { EVENT_AGE_SECONDS } from "@/lib/events/event_age";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import { type EventRow, listEvents } from "@/lib/store/events";
import { deviceOf } from "./user_agent";

/** Something that has happened to an account, as its user sees it. */
export interface AccountEventInfo extends Pick<EventRow, "id" | "at" | "address" | "facts"> {
  readonly event: EventName;
}

/**
 * What has happened to a user's account in the last 90 days, the latest first, at most 200.
 * @param before only what happened before the event with this id; null for all
 */
export async function accountEvents(
  { store, now }: Scope,
  userKey: string,
  before: string | null,
): Promise<AccountEventInfo[]> {
  // No id holds NUL, which PostgreSQL does not take for text.
  if (before?.includes("\0")) return [];
  const found = await listEvents(store, userKey, { after: addSeconds(now, -EVENT_AGE_SECONDS), before });
  // A server of a later version may have written others beside this one.
  return Promise.all(found.flatMap((row) => (isEventName(row.name) ? [shown(row, row.name)] : [])));
}

async function shown(
  { id, at, address, facts }: Omit<EventRow, "userKey">,
  event: EventName,
): Promise<AccountEventInfo> {
  const { user_agent, ...others } = facts;
  const device =
    user_agent === undefined ? {} : await deviceOf(user_agent === null ? null : String(user_agent));
  return { id, event, at, address, facts: { ...others, ...device } };
}
