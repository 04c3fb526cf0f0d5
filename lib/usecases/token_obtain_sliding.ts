import { checkCredentials } from "@/lib/accounts/check_credentials";
import type { SignInInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { startSlidingToken } from "@/lib/sessions/sliding_token";

/** simplejwt's TokenObtainSlidingView. */
export async function tokenObtainSliding(call: Call, input: SignInInput): Promise<Reply> {
  const user = await checkCredentials(call, input);
  const token = await startSlidingToken(call, user);
  return { status: 200, body: { token } };
}
