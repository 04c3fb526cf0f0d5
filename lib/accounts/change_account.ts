import { ApiError, FieldErrors } from "@/lib/contract/errors";
import type { UserChangeInput } from "@/lib/contract/fields";
import type { Language } from "@/lib/contract/language";
import { type AccountEvent, emailChanged, usernameChanged } from "@/lib/events/events";
import { emailChangedMail, usernameChangedMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import { changeUser, findTakenByAnother, type UserChange } from "@/lib/store/change_user";
import { endSignInsSteps } from "@/lib/store/end_sign_ins";
import type { Step } from "@/lib/store/statements";
import { findUserByKey, type User } from "@/lib/store/users";
import type { Client } from "./client";
import { foldEmail } from "./fold_email";
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

/**
 * Changes a user's own name, address and age; what is absent, or is as it was, stays. The notices go to the address that the
 * user had before.
 * @returns the user as stored now
 * @throws FieldErrors where the name or the address is another user's
 * @throws ApiError 403 confirm_required, 429 throttled, 401 no_active_account where the user was deleted meanwhile
 */
export async function changeAccount(
  scope: Scope,
  changer: Changer,
  user: User,
  input: UserChangeInput,
): Promise<User> {
  const { store } = scope;
  const change = changeOf(user, input);
  if (Object.keys(change).length === 0) return user;
  const folded = change.email === undefined ? null : foldEmail(change.email);
  if (change.username !== undefined || change.email !== undefined) {
    changer.requireRecent();
    await refuseTaken(scope, changer.client, user, change.username ?? null, folded);
  }
  const events = eventsOf(scope, changer, user, change);
  const further = [
    ...events.map(({ step }) => step),
    ...mailSteps(scope, changer, user, change),
    ...endingSteps(scope, changer, user, change),
  ];
  const changed = await changeUser(store, user, change, folded, further);
  if (changed.ok) {
    for (const event of events) event.log();
    return { ...user, ...change };
  }
  if (changed.why !== "stale") throw takenMeanwhile(changer.client, changed.why);
  const now = await findUserByKey(store, user.key);
  if (now === null) throw new ApiError("no_active_account");
  return changeAccount(scope, changer, now, input);
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
  { store, now: at }: Scope,
  { client: { address } }: Changer,
  user: User,
  { username, email }: UserChange,
): AccountEvent[] {
  const context = { userKey: user.key, at, address };
  return [
    ...(email === undefined ? [] : [emailChanged(store, context)]),
    ...(username === undefined ? [] : [usernameChanged(store, context)]),
  ];
}

function mailSteps(scope: Scope, { language }: Changer, user: User, { username, email }: UserChange): Step[] {
  const to = { user, language };
  return [
    ...(email === undefined ? [] : emailChangedMail(scope, to)),
    ...(username === undefined ? [] : usernameChangedMail(scope, { ...to, newUsername: username })),
  ];
}

/**
 * Where tokens name their user by the username (USER_ID_FIELD), those with the former name would be those of whoever takes it:
 * all sign-ins by JWT end, and with them every session but the one in use.
 */
function endingSteps(
  { store, settings, now: at }: Scope,
  { sessionId }: Changer,
  { key: userKey }: User,
  { username }: UserChange,
): Step[] {
  if (username === undefined || settings.jwt.userIdField !== "username") return [];
  return endSignInsSteps(store, { userKey, at, keep: sessionId });
}
