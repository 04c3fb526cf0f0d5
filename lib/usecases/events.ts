import type { EventsInput } from "@/lib/contract/fields";
import { accountEvents } from "@/lib/sessions/account_events";
import type { Credential } from "@/lib/sessions/credential";
import type { Call, Reply } from "./call";

/** What has happened to the caller's account. */
export async function events(call: Call<unknown, Credential, unknown, EventsInput>): Promise<Reply> {
  const { scope, credential, query } = call;
  return { status: 200, body: await accountEvents(scope, credential.user.key, query.before ?? null) };
}
