import type { Actor } from "@/lib/accounts/staff_acts/act";
import { endAllSignIns } from "@/lib/accounts/staff_acts/end_all_sign_ins";
import { endSignInByStaff } from "@/lib/accounts/staff_acts/end_sign_in";
import { sendResetMail } from "@/lib/accounts/staff_acts/reset";
import { setAccountActive } from "@/lib/accounts/staff_acts/set_active";
import { ApiError } from "@/lib/contract/errors";
import type { PersonInput, PersonSignInInput } from "@/lib/contract/fields";
import type { Credential } from "@/lib/sessions/credential";
import { canonicalKey } from "@/lib/store/user_key";
import type { Call, Reply } from "./call";

type ActCall<Params = PersonInput> = Call<unknown, Credential, Params>;

const DONE: Reply = { status: 204 };

/** Deactivates an account: all its sign-ins end. */
export async function deactivatePerson(call: ActCall): Promise<Reply> {
  return replyOf(call, await setAccountActive(call.scope, actorOf(call), keyIn(call), false));
}

/** Activates an account again. */
export async function activatePerson(call: ActCall): Promise<Reply> {
  return replyOf(call, await setAccountActive(call.scope, actorOf(call), keyIn(call), true));
}

/** Ends all sign-ins of an account. */
export async function signOutPerson(call: ActCall): Promise<Reply> {
  return replyOf(call, await endAllSignIns(call.scope, actorOf(call), keyIn(call)));
}

/** Ends one of them. */
export async function endSignInOfPerson(call: ActCall<PersonSignInInput>): Promise<Reply> {
  const { scope, params } = call;
  return replyOf(call, await endSignInByStaff(scope, actorOf(call), keyIn(call), params.sign_in));
}

/** Has the owner of an account mailed the link by which they set a new password. */
export async function mailResetToPerson(call: ActCall): Promise<Reply> {
  const outcome = await sendResetMail(call.scope, actorOf(call), keyIn(call));
  if (outcome === "done" || outcome === "gone" || outcome === "forbidden") return replyOf(call, outcome);
  throw new ApiError("no_reset_mail");
}

/** @throws ApiError 404 not_found where no user can have such an id */
function keyIn({ scope, params }: ActCall): string {
  const { type } = scope.store.schema.userTable.key;
  const key = params.id.includes("\0") ? null : canonicalKey(type, params.id);
  if (key === null) throw new ApiError("not_found");
  return key;
}

function actorOf({ scope, caller, credential }: ActCall<unknown>) {
  const { key } = credential.user;
  return {
    by: key,
    staff: key,
    address: caller.address,
    language: scope.settings.language,
  } satisfies Actor;
}

/** @throws ApiError 404 not_found, 403 permission_denied */
function replyOf(call: ActCall, outcome: "done" | "unchanged" | "gone" | "no_column" | "forbidden"): Reply {
  if (outcome === "done" || outcome === "unchanged") return DONE;
  if (outcome !== "forbidden") throw new ApiError("not_found");
  const isOwn = keyIn(call) === call.credential.user.key;
  throw new ApiError("permission_denied", { key: isOwn ? "not_on_oneself" : "only_superusers" });
}
