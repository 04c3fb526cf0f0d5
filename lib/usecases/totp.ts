import { renderSVG } from "uqr";
import { refuseChange } from "@/lib/accounts/count_change";
import { requireCode } from "@/lib/accounts/second_factor/check_code_step";
import {
  beginSetUp,
  type Changing,
  confirmSetUp,
  removeSecondFactor,
  renewRecoveryCodes,
} from "@/lib/accounts/second_factor/set_up";
import { secondFactorOf } from "@/lib/accounts/second_factor/state";
import type { SetCookie } from "@/lib/contract/cookie";
import type { TotpChangeInput, TotpConfirmInput } from "@/lib/contract/fields";
import { callerLanguage } from "@/lib/sessions/caller_language";
import type { Credential } from "@/lib/sessions/credential";
import { renewKey } from "@/lib/sessions/renew_sign_in";
import { signInIdOf } from "@/lib/sessions/sign_ins";
import type { Call, Reply } from "./call";

/** Whether signing in asks the caller for a code. */
export async function secondFactor({ scope, credential }: Call<unknown, Credential>): Promise<Reply> {
  const { enabled, recoveryCodes: left } = await secondFactorOf(scope, credential.user.key);
  return { status: 200, body: { enabled, recovery_codes: left } };
}

/** Begins to set up an authenticator app. */
export async function totpSetUp(call: Call<TotpChangeInput, Credential>): Promise<Reply> {
  const { scope, caller, credential, body } = call;
  const since = await requireCode(scope, caller, credential.user, body.code);
  const { secret, uri } = await beginSetUp(scope, credential.user, since);
  return { status: 200, body: { secret, uri, qr: renderSVG(uri) } };
}

/** Puts the app in use that was set up. */
export async function totpConfirm(call: Call<TotpConfirmInput, Credential>): Promise<Reply> {
  const { changing, cookies } = await changingOf(call);
  const codes = await confirmSetUp(call.scope, changing, call.body.code);
  return { status: 200, body: { recovery_codes: codes }, cookies };
}

/** Takes the app out of use. */
export async function totpRemoval(call: Call<TotpChangeInput, Credential>): Promise<Reply> {
  const since = await codeForChange(call);
  if (since === null) return { status: 204 };
  const { changing, cookies } = await changingOf(call);
  await removeSecondFactor(call.scope, changing, since);
  return { status: 204, cookies };
}

/** Makes new recovery codes. */
export async function recoveryCodes(call: Call<TotpChangeInput, Credential>): Promise<Reply> {
  const since = await codeForChange(call);
  const { changing } = await changingOf(call);
  const codes = await renewRecoveryCodes(call.scope, changing, since);
  return { status: 200, body: { recovery_codes: codes } };
}

/** A change that is beyond its limit uses up no code, and one that is refused for its code is not counted. */
async function codeForChange(call: Call<TotpChangeInput, Credential>): Promise<Date | null> {
  const { scope, caller, credential, body } = call;
  await refuseChange(scope, credential.user);
  return requireCode(scope, caller, credential.user, body.code);
}

/** A session gets another key where all other sign-ins end: a copy of its cookie is one of those. */
async function changingOf({ scope, caller, credential }: Call<unknown, Credential>): Promise<{
  readonly changing: Changing;
  readonly cookies: readonly SetCookie[];
}> {
  const renewed = credential.kind === "session" ? await renewKey(scope, credential) : null;
  const changing = {
    user: credential.user,
    keep: signInIdOf(credential),
    address: caller.address,
    language: callerLanguage(scope, caller),
    renewal: renewed?.steps ?? [],
  };
  return { changing, cookies: renewed?.cookies ?? [] };
}
