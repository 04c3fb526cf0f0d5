import { withDevice } from "@/lib/accounts/device";
import { publicUser } from "@/lib/accounts/public_user";
import { requireComplete, signIn } from "@/lib/accounts/sign_in";
import type { SignInInput } from "@/lib/contract/fields";
import { startSession } from "@/lib/sessions/cookie_session";
import type { Call, Reply } from "./call";

/** Signs in by session; the session whose cookie came with the request ends. */
export async function sessionSignin({ scope, caller, body }: Call<SignInInput>): Promise<Reply> {
  const signedIn = requireComplete(await signIn(scope, caller, body));
  const cookie = await startSession(scope, caller, signedIn);
  return {
    status: 200,
    body: publicUser(signedIn.user),
    cookies: withDevice(scope, caller, signedIn, [cookie]),
  };
}
