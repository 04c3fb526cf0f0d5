import { ApiError, FieldErrors } from "@/lib/contract/errors";
import type { CodeStepInput } from "@/lib/contract/fields";
import { recoveryCodeDigest } from "@/lib/credentials/recovery_codes";
import { isTotpCode, totpStep } from "@/lib/credentials/totp";
import { recoveryCodeUsed } from "@/lib/events/events";
import type { Scope } from "@/lib/scope/scope";
import { findTotp, spendRecoveryCode, spendTotpStep } from "@/lib/store/second_factors";
import type { User } from "@/lib/store/users";
import { userOfChallenge } from "../challenge";
import type { Client } from "../client";
import { countAgainst } from "../throttle";
import { openTotpSecret, sealTotpSecret } from "./sealed_secret";

/**
 * The user of a challenge, whose code is right. It is used up: of several requests with one code, one passes.
 * @throws ApiError 401 challenge_expired
 * @throws ApiError 429 throttled, before the code is looked at
 * @throws FieldErrors where the code is wrong or used
 */
export async function checkCodeStep(
  scope: Scope,
  client: Client,
  { challenge, code }: CodeStepInput,
): Promise<User> {
  const user = challenge === undefined ? null : await userOfChallenge(scope, "code", challenge);
  if (user === null) throw new ApiError("challenge_expired");
  await countAgainst(scope, { action: "code", by: user.key });
  const spent = isTotpCode(code)
    ? await spendTotpCode(scope, user.key, code)
    : await spendRecovery(scope, client, user.key, code);
  if (!spent) throw wrongCode();
  return user;
}

export function wrongCode(): FieldErrors {
  return new FieldErrors({ code: [{ key: "invalid_code" }] });
}

async function spendRecovery(
  scope: Scope,
  { address }: Client,
  userKey: string,
  code: string,
): Promise<boolean> {
  const event = recoveryCodeUsed(scope, { userKey, at: scope.now, address });
  const spent = await spendRecoveryCode(scope.store, userKey, recoveryCodeDigest(code), event.steps);
  if (spent) event.log();
  return spent;
}

async function spendTotpCode(scope: Scope, userKey: string, code: string): Promise<boolean> {
  const sealed = (await findTotp(scope.store, userKey))?.secret ?? null;
  const secret = sealed === null ? null : await openTotpSecret(scope, userKey, sealed);
  const step = secret === null ? null : totpStep(secret, code, scope.now);
  if (sealed === null || secret === null || step === null) return false;
  // Sealed anew: an app in use outlives the time that a former secret key is kept.
  const to = await sealTotpSecret(scope, userKey, secret);
  return spendTotpStep(scope.store, { userKey, secret: sealed, to, step });
}
