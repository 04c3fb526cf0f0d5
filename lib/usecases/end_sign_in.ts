import type { IdInput } from "@/lib/contract/fields";
import { clearCredentials } from "@/lib/sessions/clear_credentials";
import type { Credential } from "@/lib/sessions/credential";
import { endSignInOf, signInIdOf } from "@/lib/sessions/sign_ins";
import type { Call, Reply } from "./call";

/** Ends one of the caller's sign-ins. Where it is their own, its cookies are cleared. */
export async function endSignIn(call: Call<unknown, Credential, IdInput>): Promise<Reply> {
  const { scope, caller, credential, params } = call;
  await endSignInOf(scope, caller, credential, params.id);
  const isCurrent = params.id === signInIdOf(credential);
  return { status: 204, cookies: isCurrent ? clearCredentials(scope, caller) : [] };
}
