import { userOfChallenge } from "@/lib/accounts/challenge";
import { askAgain } from "@/lib/accounts/email_verification/ask_for_proof";
import { emailState } from "@/lib/accounts/email_verification/email_state";
import { proveByCode, proveByKey } from "@/lib/accounts/email_verification/prove_address";
import { ApiError, FieldErrors } from "@/lib/contract/errors";
import type { EmailResendInput, EmailVerifyInput, LinkKeyInput } from "@/lib/contract/fields";
import { challengeFrom, clearChallenge } from "@/lib/sessions/challenge_cookie";
import { authenticate, type Credential } from "@/lib/sessions/credential";
import { clearEmailKey, keepEmailKey, keptEmailKey } from "@/lib/sessions/email_key_cookie";
import type { User } from "@/lib/store/users";
import type { Call, Reply } from "./call";

/** The page that asks to confirm. */
const PAGE = "/email/verify";

/** What is known of the caller's address. */
export async function email({ scope, credential }: Call<unknown, Credential>): Promise<Reply> {
  return { status: 200, body: await emailState(scope, credential.user) };
}

/**
 * Opens a mailed link, which programs that look through mails do, too: nothing is proven by it. The page that it leads to does
 * not have the key in its address.
 */
export async function emailLink({ scope, params }: Call<unknown, null, LinkKeyInput>): Promise<Reply> {
  return { redirect: PAGE, cookies: keepEmailKey(scope, params.key) };
}

/** Proves an address: by the key of the link, whoever has it, or by the code, for whom it was mailed to. */
export async function emailVerify(call: Call<EmailVerifyInput>): Promise<Reply> {
  const { scope, caller, body } = call;
  if (body.code !== undefined && body.key === undefined) {
    await proveByCode(scope, caller, await userOf(call), body.code);
    return { status: 204, cookies: [...clearEmailKey(scope, caller), ...clearChallenge(scope, caller)] };
  }
  const key = body.key ?? keptEmailKey(scope, caller);
  if (key === null) throw new FieldErrors({ key: [{ key: "required" }] });
  const cookies = clearEmailKey(scope, caller);
  try {
    await proveByKey(scope, caller, key);
  } catch (error) {
    throw error instanceof FieldErrors ? error.with(cookies) : error;
  }
  return { status: 204, cookies };
}

/** Mails link and code once more, which makes the former ones void. */
export async function emailResend(call: Call<EmailResendInput>): Promise<Reply> {
  await askAgain(call.scope, call.caller, await userOf(call));
  return { status: 204 };
}

/**
 * Who has begun a sign-in that asks for a verified address, else who is signed in.
 * @throws ApiError 401
 */
async function userOf({ scope, caller, body }: Call<EmailResendInput>): Promise<User> {
  const challenge = challengeFrom(scope, caller, body.challenge);
  const user = challenge === undefined ? null : await userOfChallenge(scope, "email", challenge);
  if (user !== null) return user;
  if (body.challenge !== undefined) throw new ApiError("challenge_expired");
  const credential = await authenticate(scope, caller);
  if (credential === null)
    throw new ApiError(challenge === undefined ? "not_authenticated" : "challenge_expired");
  return credential.user;
}
