import { askForReset } from "@/lib/accounts/password_reset";
import { ApiError } from "@/lib/contract/errors";
import type { PasswordResetInput } from "@/lib/contract/fields";
import { callerLanguage } from "@/lib/sessions/caller_language";
import type { Call, Reply } from "./call";

/**
 * Asks for links by mail, with which the owner of an address sets a new password (Django's PasswordResetView). The answer is the
 * same whether or not there is an account.
 */
export async function passwordReset({ scope, caller, body }: Call<PasswordResetInput>): Promise<Reply> {
  if (scope.settings.mail.delivery === "off") throw new ApiError("not_found");
  const asking = { address: caller.address, language: callerLanguage(scope, caller) };
  await askForReset(scope, asking, body.email);
  return { status: 204 };
}
