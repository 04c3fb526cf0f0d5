import { deleteAccount } from "@/lib/accounts/delete_account";
import { callerLanguage } from "@/lib/sessions/caller_language";
import { clearCredentials } from "@/lib/sessions/clear_credentials";
import type { Credential } from "@/lib/sessions/credential";
import type { Call, Reply } from "./call";

/** Ends the caller's account, and with it all their sign-ins. */
export async function deleteMe({ scope, caller, credential }: Call<unknown, Credential>): Promise<Reply> {
  const language = callerLanguage(scope, caller);
  await deleteAccount(scope, { client: caller, language, user: credential.user });
  const cookies = clearCredentials(scope, caller);
  return { status: 204, cookies };
}
