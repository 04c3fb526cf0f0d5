import { isEventName } from "@/lib/contract/event_names";
import type { EventsInput } from "@/lib/contract/fields";
import { EVENT_AGE_SECONDS } from "@/lib/events/event_age";
import { addSeconds } from "@/lib/scope/time";
import type { Credential } from "@/lib/sessions/credential";
import { deviceOf } from "@/lib/sessions/user_agent";
import { type EventRow, listEvents } from "@/lib/store/events";
import type { Call, Reply } from "./call";

/** What has happened to the caller's account. */
export async function events(call: Call<unknown, Credential, unknown, EventsInput>): Promise<Reply> {
  const { scope, credential, query } = call;
  // No id holds NUL, which PostgreSQL does not take for text.
  if (query.before?.includes("\0")) return { status: 200, body: [] };
  const after = addSeconds(scope.now, -EVENT_AGE_SECONDS);
  const found = await listEvents(scope.store, credential.user.key, { after, before: query.before ?? null });
  // A server of a later version may have written others beside this one.
  const known = found.filter(({ name }) => isEventName(name));
  return { status: 200, body: await Promise.all(known.map(publicEvent)) };
}

async function publicEvent({ id, name, at, address, facts }: Omit<EventRow, "userKey">) {
  const { user_agent, ...others } = facts;
  const device =
    user_agent === undefined ? {} : await deviceOf(user_agent === null ? null : String(user_agent));
  return { id, event: name, at, address, facts: { ...others, ...device } };
}
