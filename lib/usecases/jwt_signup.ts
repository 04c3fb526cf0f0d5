import { createAccount } from "@/lib/accounts/create_account";
import { publicUser } from "@/lib/accounts/public_user";
import type { SignUpInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { deliver, startTokenPair } from "@/lib/sessions/token_pair";

/** Makes an account and signs it in by JWT. */
export async function jwtSignup(call: Call, input: SignUpInput): Promise<Reply> {
  const user = await createAccount(call, input);
  const { body, cookies } = deliver(call, await startTokenPair(call, user));
  return { status: 201, body: { user: publicUser(user), ...body }, cookies };
}
