import type { VerifyInput } from "@/lib/contract/fields";
import { readToken } from "@/lib/sessions/authenticate";
import { broughtToken } from "@/lib/sessions/brought_token";
import type { Call, Reply } from "@/lib/sessions/call";
import { tokenError } from "@/lib/sessions/verify_token";

/** Whether a protected endpoint would take a token right now: AUTH_TOKEN_CLASSES decides which types. */
export async function jwtVerify(call: Call, input: VerifyInput): Promise<Reply> {
  await readToken(call, broughtToken(call, "token", input.token), (problems) =>
    tokenError(problems[0]?.[1] ?? "token_invalid"),
  );
  return { status: 200, body: {} };
}
