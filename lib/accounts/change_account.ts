import { ApiError, FieldErrors, type FieldMessage } from "@/lib/contract/errors";
import type { UserChangeInput } from "@/lib/contract/fields";
import type { Language } from "@/lib/contract/language";
import { type AccountEvent, emailChanged, usernameChanged } from "@/lib/events/account_events";
import { emailChangedMail, usernameChangedMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import { changeUser, findTakenByAnother, type UserChange } from "@/lib/store/change_user";
import { dropPendingAddressStep } from "@/lib/store/pending_address";
import type { Step } from "@/lib/store/statements";
import { findUserByKey, type User } from "@/lib/store/users";
import { accountShape } from "./account_shape";
import type { Client } from "./client";
import { countChange } from "./count_change";
import {
  addressProblems,
  askForProofSteps,
  countProofMail,
  writeProof,
} from "./email_verification/ask_for_proof";
import { endFormerNameSteps } from "./end_former_name";
import { foldEmail } from "./fold_email";
import { refuseTooLong } from "./length_problems";
import { nameProblems, newAddressProblems } from "./name_problems";
import { namingProblems } from "./one_name";
import { takenMeanwhile, tellTaken } from "./taken_fields";

/** Who changes an account. */
interface Changer {
  readonly client: Client;
  /** In which the notices are written. */
  readonly language: Language;
  /** The session from which it is changed; null where it is a token. */
  readonly sessionId: string | null;
  /** Called before a name or an address is changed. @throws ApiError 403 confirm_required where the sign-in is not recent */
  requireRecent(): void;
}

/** What is wrong with a change where the name is the address: both fields say one thing. */
export async function findChangeProblems(
  scope: Scope,
  _client: Client,
  input: Partial<UserChangeInput>,
): Promise<Record<string, FieldMessage[]>> {
  return accountShape(scope).nameIsAddress ? namingProblems(input, null) : {};
}

/**
 * Changes a user's own name, address and age; what is absent, or is as it was, stays. The notices go to the address that the
 * user had before. With EMAIL_VERIFICATION a new address is asked for, and stays the old one until it is proven.
 * @param isCounted whether the change is already counted: this is a further try of it
 * @returns the user as stored now
 * @throws FieldErrors where the name or the address is another user's
 * @throws ApiError 403 confirm_required, 429 throttled, 401 no_active_account where the user was deleted meanwhile
 */
export async function changeAccount(
  scope: Scope,
  changer: Changer,
  user: User,
  input: UserChangeInput,
  isCounted = false,
): Promise<User> {
  const { nameIsAddress } = accountShape(scope);
  const asked = nameIsAddress ? addressAlone(input) : input;
  const change = changeOf(user, asked);
  if (asked.email === user.email) await keepAddress(scope, user);
  if (Object.keys(change).length === 0) return user;
  const folded = change.email === undefined ? null : foldEmail(change.email);
  const isNotice = change.username !== undefined || change.email !== undefined;
  if (isNotice) {
    changer.requireRecent();
    refuseNone(scope, change.email);
    refuseTooLong(scope, change);
    refuseForeignName(scope, user, change);
    await refuseTaken(scope, changer.client, user, change.username ?? null, folded);
    if (!isCounted) await countChange(scope, user);
  }
  const proven = addressToProve(scope, change);
  if (proven !== null) await countProofMail(scope, changer.client, proven);
  const changed = await applyChange(scope, changer, user, change, proven);
  return changed ?? retry(scope, changer, user, input, isNotice);
}

/** Once more, where the user's name or address has changed meanwhile. */
async function retry(
  scope: Scope,
  changer: Changer,
  user: User,
  input: UserChangeInput,
  isCounted: boolean,
): Promise<User> {
  const now = await findUserByKey(scope.store, user.key);
  if (now === null) throw new ApiError("no_active_account");
  return changeAccount(scope, changer, now, input, isCounted);
}

/** @returns the user as changed; null where their name or address is another one by now */
async function applyChange(
  scope: Scope,
  changer: Changer,
  user: User,
  asked: UserChange,
  proven: string | null,
): Promise<User | null> {
  const { email: _, ...others } = asked;
  const change: UserChange = proven === null ? asked : others;
  if (proven !== null && Object.keys(change).length === 0)
    return (await writeProof(scope, changer.client, user, proven)) ? user : null;
  const { nameIsAddress } = accountShape(scope);
  const username = nameIsAddress ? (change.email ?? user.username) : (change.username ?? user.username);
  const changed = { ...user, ...change, username };
  const proof = proven === null ? [] : askForProofSteps(scope, changer.client, changed, proven);
  const folded = change.email === undefined ? null : foldEmail(change.email);
  const events = eventsOf(scope, changer, user, change);
  const further = [
    ...events.flatMap(({ steps }) => steps),
    ...mailSteps(scope, changer, user, change),
    ...(username === user.username ? [] : endFormerNameSteps(scope, user, changer.sessionId)),
    ...proof,
  ];
  const result = await changeUser(scope.store, user, change, folded, further);
  if (!result.ok && result.why !== "stale") throw takenMeanwhile(changer.client, result.why);
  if (!result.ok) return null;
  for (const event of events) event.log();
  return changed;
}

/** The new address, where it has to be proven before it replaces the old one; null where it does not. */
function addressToProve({ settings }: Scope, { email = "" }: UserChange): string | null {
  return email === "" || settings.mail.verification === "none" ? null : email;
}

/** Asking for the address that one has withdraws that another was asked for. */
async function keepAddress({ store, settings }: Scope, { key }: User): Promise<void> {
  if (settings.mail.verification !== "none") await store.statements.write([dropPendingAddressStep(key)]);
}

/** @throws FieldErrors for no address, where every account needs one */
function refuseNone(scope: Scope, email: string | undefined): void {
  const problems = addressProblems(scope, email);
  if ("email" in problems) throw new FieldErrors(problems);
}

/** @throws FieldErrors for a name that looks like an address, but is not the one that the user will have */
function refuseForeignName(scope: Scope, user: User, { username, email }: UserChange): void {
  const isProven = addressToProve(scope, email === undefined ? {} : { email }) === null;
  const problems =
    username === undefined
      ? newAddressProblems(scope, user, email ?? user.email)
      : nameProblems(scope, { username, email: isProven ? (email ?? user.email) : user.email });
  if (Object.keys(problems).length > 0) throw new FieldErrors(problems);
}

/** A change where the name is the address: it is one of the address. */
function addressAlone({ username, email, age }: UserChangeInput): UserChangeInput {
  return { email: email ?? username, age };
}

/** The fields that get another value. */
function changeOf(user: User, { username, email, age }: UserChangeInput): UserChange {
  return {
    ...(username !== undefined && username !== user.username ? { username } : {}),
    ...(email !== undefined && email !== user.email ? { email } : {}),
    ...(age !== undefined && age !== user.age ? { age } : {}),
  };
}

async function refuseTaken(
  scope: Scope,
  client: Client,
  user: User,
  username: string | null,
  folded: string | null,
): Promise<void> {
  const find = () => findTakenByAnother(scope.store, user.key, username, folded);
  const problems = await tellTaken(scope, client, find);
  if (Object.keys(problems).length > 0) throw new FieldErrors(problems);
}

function eventsOf(
  scope: Scope,
  { client: { address } }: Changer,
  user: User,
  { username, email }: UserChange,
): AccountEvent[] {
  const context = { userKey: user.key, at: scope.now, address };
  return [
    ...(email === undefined ? [] : [emailChanged(scope, context)]),
    ...(username === undefined ? [] : [usernameChanged(scope, context)]),
  ];
}

function mailSteps(scope: Scope, { language }: Changer, user: User, { username, email }: UserChange): Step[] {
  const to = { user, language };
  return [
    ...(email === undefined ? [] : emailChangedMail(scope, to)),
    ...(username === undefined ? [] : usernameChangedMail(scope, { ...to, newUsername: username })),
  ];
}
