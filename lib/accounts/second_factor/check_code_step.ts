import { ApiError, FieldErrors } from "@/lib/contract/errors";
import type { CodeStepInput } from "@/lib/contract/fields";
import { recoveryCodeDigest } from "@/lib/credentials/recovery_codes";
import { isTotpCode, totpStep } from "@/lib/credentials/totp";
import { recoveryCodeUsed } from "@/lib/events/account_events";
import { noteRefusedSignIn } from "@/lib/events/refused_sign_ins";
import { recoveryCodeUsedMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import { findTotp, spendRecoveryCode, spendTotpStep } from "@/lib/store/second_factors";
import { takeBackStep } from "@/lib/store/throttle";
import type { User } from "@/lib/store/users";
import { userOfChallenge } from "../challenge";
import type { Client } from "../client";
import { clientLanguage } from "../client_language";
import { countAgainst } from "../throttle";
import { openTotpSecret, sealTotpSecret } from "./sealed_secret";

/**
 * The user of a challenge, whose code is right, and since when the app of it is in use. The code is used up: of several
 * requests with one code, one passes.
 * @throws ApiError 401 challenge_expired
 * @throws ApiError 429 throttled, before the code is looked at
 * @throws FieldErrors where the code is wrong or used
 */
export async function checkCodeStep(
  scope: Scope,
  client: Client,
  { challenge, code }: CodeStepInput,
): Promise<{ readonly user: User; readonly app: Date | null }> {
  const user = challenge === undefined ? null : await userOfChallenge(scope, "code", challenge);
  if (user === null) throw new ApiError("challenge_expired");
  const { sealed, since } = await appInUse(scope, user);
  await spendCode(scope, client, { user, sealed, code });
  return { user, app: since };
}

/**
 * What changes the second factor of a user who has one wants a code of it: whoever holds a sign-in and the password has not got
 * the app. Without one, nothing is asked for.
 * @returns since when the app is in use, which the change has to find so; null where there is none
 * @throws ApiError 429 throttled, before the code is looked at
 * @throws FieldErrors where the code is missing, wrong or used
 */
export async function requireCode(
  scope: Scope,
  client: Client,
  user: User,
  code: string | undefined,
): Promise<Date | null> {
  const { sealed, since } = await appInUse(scope, user);
  if (sealed === null) return null;
  if (code === undefined) throw new FieldErrors({ code: [{ key: "required" }] });
  await spendCode(scope, client, { user, sealed, code });
  return since;
}

/** The sealed secret of the app in use, and since when it is; null where there is none. */
async function appInUse({ store }: Scope, user: User) {
  const { secret = null, since = null } = (await findTotp(store, user.key)) ?? {};
  return { sealed: secret, since };
}

/** A code that was given, and the secret of the app in use. */
interface Given {
  readonly user: User;
  readonly sealed: string | null;
  readonly code: string;
}

/** Uses up a code of the app, or a recovery code. A right one does not count against the account. */
async function spendCode(scope: Scope, client: Client, given: Given): Promise<void> {
  const { user, code } = given;
  const { store, now: at } = scope;
  const [counted] = await countAgainst(scope, { action: "code", by: user.key });
  const spent = isTotpCode(code)
    ? await spendTotpCode(scope, given)
    : await spendRecovery(scope, client, given);
  if (!spent) {
    noteRefusedSignIn(store, client, { userKey: user.key, at, of: "code" });
    throw wrongCode();
  }
  if (counted) await store.statements.write([takeBackStep(store, counted)]);
}

export function wrongCode(): FieldErrors {
  return new FieldErrors({ code: [{ key: "invalid_code" }] });
}

async function spendRecovery(scope: Scope, client: Client, { user, code }: Given): Promise<boolean> {
  const event = recoveryCodeUsed(scope, { userKey: user.key, at: scope.now, address: client.address });
  const mail = recoveryCodeUsedMail(scope, { user, language: clientLanguage(scope, client) });
  const steps = [...event.steps, ...mail];
  const spent = await spendRecoveryCode(scope.store, user.key, recoveryCodeDigest(code), steps);
  if (spent) event.log();
  return spent;
}

async function spendTotpCode(scope: Scope, { user, sealed, code }: Given): Promise<boolean> {
  const userKey = user.key;
  const secret = sealed === null ? null : await openTotpSecret(scope, userKey, sealed);
  const step = secret === null ? null : totpStep(secret, code, scope.now);
  if (sealed === null || secret === null || step === null) return false;
  // Sealed anew: an app in use outlives the time that a former secret key is kept.
  const to = await sealTotpSecret(scope, userKey, secret);
  return spendTotpStep(scope.store, { userKey, secret: sealed, to, step });
}
