import { requireComplete, signIn } from "@/lib/accounts/sign_in";
import type { SignInInput } from "@/lib/contract/fields";
import { startTokenPair } from "@/lib/sessions/token_pair";
import type { Call, Reply } from "./call";

/** simplejwt's TokenObtainPairView: the tokens are in the body, whatever AUTH_COOKIE says. */
export async function tokenObtainPair({ scope, caller, body }: Call<SignInInput>): Promise<Reply> {
  const signedIn = requireComplete(await signIn(scope, caller, body));
  return { status: 200, body: await startTokenPair(scope, caller, signedIn) };
}
