import { withDevice } from "@/lib/accounts/device";
import { publicUser } from "@/lib/accounts/public_user";
import { requireComplete, signInWithCode } from "@/lib/accounts/sign_in";
import type { CodeStepInput } from "@/lib/contract/fields";
import { challengeFrom, clearChallenge } from "@/lib/sessions/challenge_cookie";
import { startSession } from "@/lib/sessions/cookie_session";
import type { Call, Reply } from "./call";

/** Finishes a sign-in by session with a code. */
export async function sessionTotp({ scope, caller, body }: Call<CodeStepInput>): Promise<Reply> {
  const input = { ...body, challenge: challengeFrom(scope, caller, body.challenge) };
  const signedIn = requireComplete(await signInWithCode(scope, caller, input));
  const cookie = await startSession(scope, caller, signedIn);
  return {
    status: 200,
    body: publicUser(signedIn.user),
    cookies: [...withDevice(scope, caller, signedIn, [cookie]), ...clearChallenge(scope, caller)],
  };
}
