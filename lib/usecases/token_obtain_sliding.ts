import { requireComplete, signIn } from "@/lib/accounts/sign_in";
import type { SignInInput } from "@/lib/contract/fields";
import { startSlidingToken } from "@/lib/sessions/sliding_token";
import type { Call, Reply } from "./call";

/** simplejwt's TokenObtainSlidingView. */
export async function tokenObtainSliding({ scope, caller, body }: Call<SignInInput>): Promise<Reply> {
  const signedIn = requireComplete(await signIn(scope, caller, body));
  return { status: 200, body: { token: await startSlidingToken(scope, caller, signedIn) } };
}
