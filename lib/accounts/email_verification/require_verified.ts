import { ApiError, type Refusal } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import { isAddressVerified } from "@/lib/store/addresses";
import type { User } from "@/lib/store/users";
import { CHALLENGES, makeChallenge } from "../challenge";
import type { Client } from "../client";
import { askUnlessAsked } from "./ask_for_proof";

/**
 * The step of a sign-in that asks for a verified address, with EMAIL_VERIFICATION=mandatory. Who has no address at all passes,
 * as accounts from before the setting may: nothing could be mailed to them. Everybody else gets a mail.
 */
export async function requireVerifiedEmail(
  scope: Scope,
  client: Client,
  user: User,
): Promise<Refusal | null> {
  const { settings, store } = scope;
  if (settings.mail.verification !== "mandatory" || user.email === "") return null;
  if (await isAddressVerified(store, user.key, user.email)) return null;
  await askUnlessAsked(scope, client, user);
  const challenge = await makeChallenge(scope, "email", user);
  if (!client.isPage) return new ApiError("email_verification_required", undefined, { challenge });
  const cookie = { spec: settings.challengeCookie, value: challenge, maxAge: CHALLENGES.email.age };
  return new ApiError("email_verification_required").with([cookie]);
}
