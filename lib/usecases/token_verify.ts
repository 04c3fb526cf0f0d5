import type { RequiredTokenInput } from "@/lib/contract/fields";
import { requireLive, VERIFY_POLICY } from "@/lib/sessions/live_token";
import type { Call, Reply } from "./call";

/** simplejwt's TokenVerifyView: any type passes. */
export async function tokenVerify({ scope, body }: Call<RequiredTokenInput>): Promise<Reply> {
  await requireLive(scope, body.token, VERIFY_POLICY);
  return { status: 200, body: {} };
}
