import { confirmPassword } from "@/lib/accounts/match_password";
import { FieldErrors } from "@/lib/contract/errors";
import type { ConfirmInput } from "@/lib/contract/fields";
import { confirmSignIn } from "@/lib/sessions/confirm";
import type { Credential } from "@/lib/sessions/credential";
import type { Call, Reply } from "./call";

/** Makes the caller's sign-in recent again, without a new one: for what asks for a recent one. */
export async function confirm(call: Call<ConfirmInput, Credential>): Promise<Reply> {
  const { scope, caller, credential, body } = call;
  if (!(await confirmPassword(scope, caller, credential.user, body.password)))
    throw new FieldErrors({ password: [{ key: "password_incorrect" }] });
  return { status: 204, cookies: await confirmSignIn(scope, caller, credential) };
}
