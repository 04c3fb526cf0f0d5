import type { VerifyInput } from "@/lib/contract/fields";
import { bearerPolicy, requireLive } from "@/lib/sessions/live_token";
import { serializerRefusal } from "@/lib/sessions/token_refusals";
import { tokenFromRequest } from "@/lib/sessions/token_transport";
import type { Call, Reply } from "./call";

/** Whether a protected endpoint would take a token right now: AUTH_TOKEN_CLASSES decides which types. */
export async function jwtVerify({ scope, caller, body }: Call<VerifyInput>): Promise<Reply> {
  const { token } = tokenFromRequest(scope, caller, "token", body.token);
  await requireLive(scope, token, bearerPolicy(scope.settings.jwt.tokenClasses, serializerRefusal));
  return { status: 200, body: {} };
}
