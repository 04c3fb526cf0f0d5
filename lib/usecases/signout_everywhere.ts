import { forgetDevicesStep, renewDevice } from "@/lib/accounts/device";
import type { SignOutEverywhereInput } from "@/lib/contract/fields";
import { clearCredentials } from "@/lib/sessions/clear_credentials";
import type { Credential } from "@/lib/sessions/credential";
import { endSignInsOf } from "@/lib/sessions/sign_ins";
import type { Call, Reply } from "./call";

/**
 * Ends all of the caller's sign-ins; their own one stays if they ask for that. Browsers that knew the account are strangers then.
 */
export async function signoutEverywhere(call: Call<SignOutEverywhereInput, Credential>): Promise<Reply> {
  const { scope, caller, credential, body } = call;
  const { key } = credential.user;
  const device = renewDevice(scope, caller, key);
  const forgotten = forgetDevicesStep(scope, key);
  const kept = await endSignInsOf(scope, caller, credential, body.keep_current, [forgotten]);
  return { status: 204, cookies: body.keep_current ? [...kept, ...device] : clearCredentials(scope, caller) };
}
