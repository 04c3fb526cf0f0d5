import { ApiError, type Refusal } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import { findTotp } from "@/lib/store/second_factors";
import type { User } from "@/lib/store/users";
import { CHALLENGES, makeChallenge } from "../challenge";
import type { Client } from "../client";

/** The step of a sign-in that asks for a code, where the user has an authenticator app in use. */
export async function askForCode(scope: Scope, client: Client, user: User): Promise<Refusal | null> {
  const totp = await findTotp(scope.store, user.key);
  if (totp?.secret == null) return null;
  const challenge = await makeChallenge(scope, "code", user);
  if (!client.isPage) return new ApiError("totp_required", undefined, { challenge });
  const cookie = { spec: scope.settings.challengeCookie, value: challenge, maxAge: CHALLENGES.code.age };
  return new ApiError("totp_required").with([cookie]);
}
