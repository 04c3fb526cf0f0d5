import { renderSVG } from "uqr";
import { countChange } from "@/lib/accounts/count_change";
import { requireCode } from "@/lib/accounts/second_factor/check_code_step";
import {
  beginSetUp,
  type Changing,
  confirmSetUp,
  removeSecondFactor,
  renewRecoveryCodes,
} from "@/lib/accounts/second_factor/set_up";
import { secondFactorOf } from "@/lib/accounts/second_factor/state";
import type { TotpChangeInput, TotpConfirmInput } from "@/lib/contract/fields";
import { callerLanguage } from "@/lib/sessions/caller_language";
import type { Credential } from "@/lib/sessions/credential";
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
  await requireCode(scope, caller, credential.user, body.code);
  const { secret, uri } = await beginSetUp(scope, credential.user);
  return { status: 200, body: { secret, uri, qr: renderSVG(uri) } };
}

/** Puts the app in use that was set up. */
export async function totpConfirm(call: Call<TotpConfirmInput, Credential>): Promise<Reply> {
  await countChange(call.scope, call.credential.user);
  const codes = await confirmSetUp(call.scope, changing(call), call.body.code);
  return { status: 200, body: { recovery_codes: codes } };
}

/** Takes the app out of use. */
export async function totpRemoval(call: Call<TotpChangeInput, Credential>): Promise<Reply> {
  await requireCode(call.scope, call.caller, call.credential.user, call.body.code);
  await countChange(call.scope, call.credential.user);
  await removeSecondFactor(call.scope, changing(call));
  return { status: 204 };
}

/** Makes new recovery codes. */
export async function recoveryCodes(call: Call<TotpChangeInput, Credential>): Promise<Reply> {
  await requireCode(call.scope, call.caller, call.credential.user, call.body.code);
  await countChange(call.scope, call.credential.user);
  const codes = await renewRecoveryCodes(call.scope, changing(call));
  return { status: 200, body: { recovery_codes: codes } };
}

function changing({ scope, caller, credential }: Call<unknown, Credential>): Changing {
  return {
    user: credential.user,
    keep: signInIdOf(credential),
    address: caller.address,
    language: callerLanguage(scope, caller),
  };
}
