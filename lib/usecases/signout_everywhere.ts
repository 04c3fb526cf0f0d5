import type { SignOutEverywhereInput } from "@/lib/contract/fields";
import { clearCredentials } from "@/lib/sessions/clear_credentials";
import type { Credential } from "@/lib/sessions/credential";
import { endSignInsOf } from "@/lib/sessions/sign_ins";
import type { Call, Reply } from "./call";

/** Ends all of the caller's sign-ins; their own one stays if they ask for that. */
export async function signoutEverywhere(call: Call<SignOutEverywhereInput, Credential>): Promise<Reply> {
  const { scope, caller, credential, body } = call;
  await endSignInsOf(scope, credential, body.keep_current);
  return { status: 204, cookies: body.keep_current ? [] : clearCredentials(scope, caller) };
}
