import { withDevice } from "@/lib/accounts/device";
import { publicUser } from "@/lib/accounts/public_user";
import { requireComplete, signInWithCode } from "@/lib/accounts/sign_in";
import type { CodeStepInput } from "@/lib/contract/fields";
import { challengeFrom, clearChallenge } from "@/lib/sessions/challenge_cookie";
import { startTokenPair } from "@/lib/sessions/token_pair";
import { deliverTokens } from "@/lib/sessions/token_transport";
import type { Call, Reply } from "./call";

/** Finishes a sign-in by JWT with a code. */
export async function jwtTotp({ scope, caller, body }: Call<CodeStepInput>): Promise<Reply> {
  const input = { ...body, challenge: challengeFrom(scope, caller, body.challenge) };
  const signedIn = requireComplete(await signInWithCode(scope, caller, input));
  const tokens = deliverTokens(scope, caller, await startTokenPair(scope, caller, signedIn));
  return {
    status: 200,
    body: { user: publicUser(signedIn.user), ...tokens.body },
    cookies: [...withDevice(scope, caller, signedIn, tokens.cookies), ...clearChallenge(scope, caller)],
  };
}
