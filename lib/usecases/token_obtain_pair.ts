import { checkCredentials } from "@/lib/accounts/check_credentials";
import type { SignInInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { startTokenPair } from "@/lib/sessions/token_pair";

/** simplejwt's TokenObtainPairView: the tokens are in the body, whatever AUTH_COOKIE says. */
export async function tokenObtainPair(call: Call, input: SignInInput): Promise<Reply> {
  const user = await checkCredentials(call, input);
  const body = await startTokenPair(call, user);
  return { status: 200, body };
}
