import { withDevice } from "@/lib/accounts/device";
import { publicUser } from "@/lib/accounts/public_user";
import { requireComplete, signUp } from "@/lib/accounts/sign_in";
import type { SignUpInput } from "@/lib/contract/fields";
import { startSession } from "@/lib/sessions/cookie_session";
import type { Call, Reply } from "./call";

/** Makes an account and signs in to it by session. */
export async function sessionSignup({ scope, caller, body }: Call<SignUpInput>): Promise<Reply> {
  const signedIn = requireComplete(await signUp(scope, caller, body));
  const cookie = await startSession(scope, caller, signedIn);
  return {
    status: 201,
    body: publicUser(signedIn.user),
    cookies: withDevice(scope, caller, signedIn, [cookie]),
  };
}
