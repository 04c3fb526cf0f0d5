import type { VerifyInput } from "@/lib/contract/fields";
import { readToken } from "@/lib/sessions/authenticate";
import type { Call, Reply } from "@/lib/sessions/call";
import { tokenFromRequest } from "@/lib/sessions/token_from_request";
import { tokenError } from "@/lib/sessions/verify_token";

/** Whether a protected endpoint would take a token right now: AUTH_TOKEN_CLASSES decides which types. */
export async function jwtVerify(call: Call, input: VerifyInput): Promise<Reply> {
  await readToken(call, tokenFromRequest(call, "token", input.token), (problems) =>
    tokenError(problems[0]?.[1] ?? "token_invalid"),
  );
  return { status: 200, body: {} };
}
