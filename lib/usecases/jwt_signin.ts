import { withDevice } from "@/lib/accounts/device";
import { publicUser } from "@/lib/accounts/public_user";
import { requireComplete, signIn } from "@/lib/accounts/sign_in";
import type { SignInInput } from "@/lib/contract/fields";
import { startTokenPair } from "@/lib/sessions/token_pair";
import { deliverTokens } from "@/lib/sessions/token_transport";
import type { Call, Reply } from "./call";

/** Signs in by JWT (simplejwt's TokenObtainPairSerializer). */
export async function jwtSignin({ scope, caller, body: input }: Call<SignInInput>): Promise<Reply> {
  const signedIn = requireComplete(await signIn(scope, caller, input));
  const { body, cookies } = deliverTokens(scope, caller, await startTokenPair(scope, caller, signedIn));
  return {
    status: 200,
    body: { user: publicUser(signedIn.user), ...body },
    cookies: withDevice(scope, caller, signedIn, cookies),
  };
}
