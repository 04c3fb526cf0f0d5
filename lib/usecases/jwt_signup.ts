import { withDevice } from "@/lib/accounts/device";
import { publicUser } from "@/lib/accounts/public_user";
import { requireComplete, signUp } from "@/lib/accounts/sign_in";
import type { SignUpInput } from "@/lib/contract/fields";
import { startTokenPair } from "@/lib/sessions/token_pair";
import { deliverTokens } from "@/lib/sessions/token_transport";
import type { Call, Reply } from "./call";

/** Makes an account and signs in to it by JWT. */
export async function jwtSignup({ scope, caller, body: input }: Call<SignUpInput>): Promise<Reply> {
  const signedIn = requireComplete(await signUp(scope, caller, input));
  const { body, cookies } = deliverTokens(scope, caller, await startTokenPair(scope, caller, signedIn));
  return {
    status: 201,
    body: { user: publicUser(signedIn.user), ...body },
    cookies: withDevice(scope, caller, signedIn, cookies),
  };
}
