import { checkCredentials } from "@/lib/accounts/check_credentials";
import { publicUser } from "@/lib/accounts/public_user";
import type { SignInInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { startSession } from "@/lib/sessions/cookie_session";

/** Signs in by session; the session that the browser brought ends. */
export async function sessionSignin(call: Call, input: SignInInput): Promise<Reply> {
  const user = await checkCredentials(call, input);
  const cookie = await startSession(call, user);
  return { status: 200, body: publicUser(user), cookies: [cookie] };
}
