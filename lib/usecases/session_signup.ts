import { createAccount } from "@/lib/accounts/create_account";
import { publicUser } from "@/lib/accounts/public_user";
import type { SignUpInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { startSession } from "@/lib/sessions/cookie_session";

/** Makes an account and signs it in by session. */
export async function sessionSignup(call: Call, input: SignUpInput): Promise<Reply> {
  const user = await createAccount(call, input);
  const cookie = await startSession(call, user);
  return { status: 201, body: publicUser(user), cookies: [cookie] };
}
