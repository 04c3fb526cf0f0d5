import { checkCredentials } from "@/lib/accounts/check_credentials";
import { publicUser } from "@/lib/accounts/public_user";
import type { SignInInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { deliver, startTokenPair } from "@/lib/sessions/token_pair";

/** Signs in by JWT (simplejwt's TokenObtainPairSerializer). */
export async function jwtSignin(call: Call, input: SignInInput): Promise<Reply> {
  const user = await checkCredentials(call, input);
  const { body, cookies } = deliver(call, await startTokenPair(call, user));
  return { status: 200, body: { user: publicUser(user), ...body }, cookies };
}
