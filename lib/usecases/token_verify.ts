import type { RequiredTokenInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { verifyAnyToken } from "@/lib/sessions/verify_any_token";

/** simplejwt's TokenVerifyView: any type passes. */
export async function tokenVerify(call: Call, { token }: RequiredTokenInput): Promise<Reply> {
  await verifyAnyToken(call, token);
  return { status: 200, body: {} };
}
