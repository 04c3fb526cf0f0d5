import { FieldErrors } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import { newRecoveryCodes, recoveryCodeDigest } from "@/lib/credentials/recovery_codes";
import { newTotpSecret, totpStep, totpUri } from "@/lib/credentials/totp";
import { recoveryCodesRenewed, totpDisabled, totpEnabled } from "@/lib/events/account_events";
import { recoveryCodesRenewedMail, totpDisabledMail, totpEnabledMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import { endSignInsSteps, userLock } from "@/lib/store/end_sign_ins";
import {
  beginTotp,
  confirmTotpStep,
  findTotp,
  recoveryCodeSteps,
  removeTotpSteps,
  sameTotpStep,
} from "@/lib/store/second_factors";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import { countChange } from "../count_change";
import { wrongCode } from "./check_code_step";
import { openTotpSecret, sealTotpSecret } from "./sealed_secret";

/** After this long, an app that is being set up is set up anew. Seconds. */
const SET_UP_AGE = 3_600;

/** Who changes the second factor, and from where. */
export interface Changing {
  readonly user: User;
  /** The session or family that it is done from, while all others end; null where the sign-in is none of ours. */
  readonly keep: string | null;
  /** The network address of the request. */
  readonly address: string | null;
  readonly language: Language;
  /** What goes with the end of all other sign-ins: the one that stays gets another key. */
  readonly renewal: readonly Step[];
}

/**
 * Begins to set up an authenticator app. One that is in use stays so until a code of the new one confirms it.
 * @param since of the app in use when the caller was asked for a code
 * @throws FieldErrors where another one is by now
 */
export async function beginSetUp(
  scope: Scope,
  user: User,
  since: Date | null,
): Promise<{ secret: string; uri: string }> {
  const { store, now: at } = scope;
  const secret = newTotpSecret();
  const pending = await sealTotpSecret(scope, user.key, secret);
  if (!(await beginTotp(store, { userKey: user.key, pending, at, since }))) throw wrongCode();
  return { secret, uri: totpUri(secret, { issuer: scope.settings.app.issuer, account: user.username }) };
}

/**
 * Puts the app in use that was set up, by a code that it made. All other sign-ins end, in the same transaction.
 * @returns recovery codes, in place of all former ones
 * @throws FieldErrors where the code is wrong, where nothing is being set up, or since too long ago
 * @throws ApiError 429 throttled
 */
export async function confirmSetUp(
  scope: Scope,
  changing: Changing,
  code: string,
): Promise<readonly string[]> {
  const { store, now } = scope;
  const { user } = changing;
  const totp = await findTotp(store, user.key);
  const { pending = null, pendingAt = null } = totp ?? {};
  if (pending === null || pendingAt === null || addSeconds(pendingAt, SET_UP_AGE) <= now) throw noFactor();
  const secret = await openTotpSecret(scope, user.key, pending);
  const step = secret === null ? null : totpStep(secret, code, now);
  if (step === null) throw wrongCode();
  await countChange(scope, user);
  const codes = newRecoveryCodes();
  const event = totpEnabled(scope, contextOf(scope, changing));
  const [confirmed] = await store.statements.write(
    [
      confirmTotpStep(store, { userKey: user.key, pending, step, at: now }),
      ...recoveryCodeSteps(store, user.key, codes.map(recoveryCodeDigest), now),
      ...endOthers(scope, changing),
      ...event.steps,
      ...totpEnabledMail(scope, changing),
    ],
    { guarded: true, lock: userLock(store, user.key) },
  );
  if (confirmed !== 1) throw noFactor();
  event.log();
  return codes;
}

/**
 * Takes the app out of use. All other sign-ins end, in the same transaction.
 * @param since of the app in use when the caller was asked for a code
 * @throws FieldErrors where another one is by now
 * @throws ApiError 429 throttled
 */
export async function removeSecondFactor(scope: Scope, changing: Changing, since: Date): Promise<void> {
  const { store } = scope;
  const { key } = changing.user;
  await countChange(scope, changing.user);
  const event = totpDisabled(scope, contextOf(scope, changing));
  const [removed] = await store.statements.write(
    [
      ...removeTotpSteps(store, key, since),
      ...endOthers(scope, changing),
      ...event.steps,
      ...totpDisabledMail(scope, changing),
    ],
    { guarded: true, lock: userLock(store, key) },
  );
  if (removed !== 1) throw wrongCode();
  event.log();
}

/**
 * Makes new recovery codes; the former ones are void.
 * @param since of the app in use when the caller was asked for a code
 * @throws FieldErrors where no app is in use, or another one by now
 * @throws ApiError 429 throttled
 */
export async function renewRecoveryCodes(
  scope: Scope,
  changing: Changing,
  since: Date | null,
): Promise<readonly string[]> {
  const { store, now } = scope;
  const { key } = changing.user;
  if (since === null) throw noFactor();
  await countChange(scope, changing.user);
  const codes = newRecoveryCodes();
  const event = recoveryCodesRenewed(scope, contextOf(scope, changing));
  const steps = [
    sameTotpStep(store, key, since),
    ...recoveryCodeSteps(store, key, codes.map(recoveryCodeDigest), now),
    ...event.steps,
    ...recoveryCodesRenewedMail(scope, changing),
  ];
  const [unchanged] = await store.statements.write(steps, { guarded: true, lock: userLock(store, key) });
  if (unchanged !== 1) throw wrongCode();
  event.log();
  return codes;
}

function endOthers({ store, now: at }: Scope, { user, keep, renewal }: Changing): Step[] {
  return [...endSignInsSteps(store, { userKey: user.key, at, keep }), ...renewal];
}

function contextOf({ now: at }: Scope, { user, address }: Changing) {
  return { userKey: user.key, at, address };
}

function noFactor(): FieldErrors {
  return new FieldErrors({ non_field_errors: [{ key: "no_second_factor" }] });
}
