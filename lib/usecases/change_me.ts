import { changeAccount } from "@/lib/accounts/change_account";
import { publicUser } from "@/lib/accounts/public_user";
import type { UserChangeInput } from "@/lib/contract/fields";
import { callerLanguage } from "@/lib/sessions/caller_language";
import type { Credential } from "@/lib/sessions/credential";
import { requireRecent } from "@/lib/sessions/recent";
import type { Call, Reply } from "./call";

/** Changes the caller's own name, address or age (DRF's UpdateAPIView.partial_update). */
export async function changeMe({
  scope,
  caller,
  credential,
  body,
}: Call<UserChangeInput, Credential>): Promise<Reply> {
  const changer = {
    client: caller,
    language: callerLanguage(scope, caller),
    sessionId: credential.kind === "session" ? credential.session.id : null,
    requireRecent: () => requireRecent(scope, credential),
  };
  const user = await changeAccount(scope, changer, credential.user, body);
  return { status: 200, body: publicUser(user) };
}
