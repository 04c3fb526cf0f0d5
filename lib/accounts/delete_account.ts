import { ApiError } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import { accountDeactivated, accountDeleted } from "@/lib/events/account_events";
import { forgetRefusedSignIns } from "@/lib/events/refused_sign_ins";
import { accountDeactivatedMail, accountDeletedMail } from "@/lib/mail/messages";
import { withdrawMailSteps } from "@/lib/mail/withdraw";
import type { Scope } from "@/lib/scope/scope";
import { deleteUser } from "@/lib/store/delete_user";
import type { Step } from "@/lib/store/statements";
import { setActive } from "@/lib/store/user_flags";
import type { User } from "@/lib/store/users";
import type { Client } from "./client";
import { countChange, forgetChangesStep } from "./count_change";
import { forgetDevicesStep } from "./device";
import { foldEmail } from "./fold_email";
import { forgetGuessesStep } from "./guess";
import { forgetUsesStep } from "./throttle";

/** Who ends an account: its user. */
interface Owner {
  readonly client: Client;
  /** In which the farewell is written. */
  readonly language: Language;
  readonly user: User;
}

/** What becomes of an account that its user deletes. */
export type AccountDeletion = "delete" | "deactivate";

/**
 * ACCOUNT_DELETE; where it is not set, accounts are deleted from a table of ours, and deactivated in one of Django's that has a
 * column for it.
 */
export function accountDeletion({ settings, store }: Scope): AccountDeletion {
  const { hasOwnUserTable, userTable } = store.schema;
  const isDeleted = hasOwnUserTable || userTable.columns.isActive === null;
  return settings.accountDelete ?? (isDeleted ? "delete" : "deactivate");
}

/**
 * Ends an account as ACCOUNT_DELETE says: deletes it with all that is stored of it, or deactivates it. It is deactivated, too,
 * where rows of other tables refer to it, such as a Django's groups or the log of its admin.
 * @throws ApiError 401 no_active_account where it is gone, or was deactivated meanwhile; 429 throttled
 */
export async function deleteAccount(scope: Scope, owner: Owner): Promise<void> {
  await countChange(scope, owner.user);
  if (accountDeletion(scope) === "delete" && (await erase(scope, owner))) return;
  if (!(await deactivate(scope, owner))) throw new ApiError("no_active_account");
}

async function erase(scope: Scope, { client, language, user }: Owner): Promise<boolean> {
  const { store, now: at } = scope;
  const event = accountDeleted(scope, { userKey: user.key, at, address: client.address });
  const further = [
    ...event.steps,
    ...accountDeletedMail(scope, { user, language }),
    ...withdrawMailSteps(store, user.key, foldEmail(user.email)),
    ...forgottenSteps(scope, user),
  ];
  const isDeleted = await deleteUser(store, user.key, at, further);
  if (!isDeleted) return false;
  event.log();
  forgetRefusedSignIns(store, user.key);
  return true;
}

/** What is counted of a user; and browsers that are known to them are not to whoever gets the same key. */
function forgottenSteps(scope: Scope, { key: userKey }: User): Step[] {
  return [
    forgetGuessesStep(scope, userKey),
    forgetUsesStep(scope, { action: "code", by: userKey }),
    forgetUsesStep(scope, { action: "code", by: `email ${userKey}` }),
    forgetChangesStep(scope, userKey),
    forgetDevicesStep(scope, userKey),
  ];
}

async function deactivate(scope: Scope, { client, language, user }: Owner): Promise<boolean> {
  const { store, now: at } = scope;
  const event = accountDeactivated(scope, { userKey: user.key, at, address: client.address });
  const further = [...event.steps, ...accountDeactivatedMail(scope, { user, language })];
  const isDeactivated = await setActive(store, user.key, { isActive: false, at, further });
  if (isDeactivated) event.log();
  return isDeactivated;
}
