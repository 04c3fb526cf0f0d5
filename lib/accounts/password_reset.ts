import { ApiError, FieldErrors } from "@/lib/contract/errors";
import type { Language } from "@/lib/contract/language";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import {
  checkResetToken,
  decodeUid,
  encodeUid,
  makeResetToken,
  type ResetSubject,
} from "@/lib/credentials/reset_token";
import { passwordResetAsked } from "@/lib/events/account_events";
import { passwordResetMail, resetRequestStep } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import type { Settings } from "@/lib/settings/settings";
import { findUsersByAddress } from "@/lib/store/addresses";
import type { ClaimedRow } from "@/lib/store/outbox";
import { findResetUser, type ResetUser } from "@/lib/store/reset_users";
import type { Step } from "@/lib/store/statements";
import { type Client, requesterOf } from "./client";
import { mailTo } from "./count_change";
import { foldEmail } from "./fold_email";
import { passwordProblems } from "./password_problems";
import { countAgainst, networkOfClient } from "./throttle";
import { canReset } from "./usable_password";

/** Who asks for a reset, and in which language. */
interface Asking {
  readonly address: string | null;
  readonly language: Language;
}

/**
 * Asks for links to set a new password, for all accounts of an address. It only writes that down, the same for every address,
 * known or not; a job looks the accounts up.
 * @throws ApiError 429 throttled where the caller's network has asked for too many; where too many were asked for the address,
 * nothing is written, and nothing is told
 */
export async function askForReset(scope: Scope, { address, language }: Asking, email: string): Promise<void> {
  const folded = foldEmail(email) ?? "";
  await countAgainst(scope, { action: "mailNetwork", by: networkOfClient({ address }) });
  if (await isLimited(scope, folded)) return;
  await scope.store.statements.write([resetRequestStep(scope, { folded, language, from: address })]);
}

async function isLimited(scope: Scope, folded: string): Promise<boolean> {
  try {
    await countAgainst(scope, mailTo(scope, folded));
    return false;
  } catch (error) {
    if (error instanceof ApiError && error.code === "throttled") return true;
    throw error;
  }
}

/**
 * What a request for a reset leads to: a mail for each account of the address that is active and has a password
 * (django.contrib.auth.forms.PasswordResetForm.get_users), and its event.
 */
export async function resetMails(scope: Scope, { facts }: ClaimedRow): Promise<Step[]> {
  const users = await findUsersByAddress(scope.store, facts.folded ?? "");
  const language = facts.language === "ko" ? "ko" : "en";
  return users.filter(canReset).flatMap((user) => {
    const event = { userKey: user.key, at: scope.now, address: facts.from ?? null };
    return [...passwordResetMail(scope, { user, language }), ...passwordResetAsked(scope, event).steps];
  });
}

/**
 * The link of a mail, made when the mail is sent (django.contrib.auth: `/reset/<uidb64>/<token>/`).
 * @returns null where the user is gone, has another address by now, or may not have a link any more
 */
export async function resetLink(scope: Scope, { userKey, facts }: ClaimedRow): Promise<string | null> {
  const user = await findResetUser(scope.store, userKey ?? "");
  if (user === null || !canReset(user) || user.email !== facts.address) return null;
  return linkOf(scope, user);
}

/** The link by which a user sets a new password, once. */
export function linkOf({ settings, now }: Pick<Scope, "settings" | "now">, user: ResetUser): string {
  const token = makeResetToken(subjectOf(user, settings), settings.secretKeys[0], now, settings.timeZone);
  return `${settings.origin}/reset/${encodeUid(user.key)}/${token}/`;
}

/** The user of a link; null where the link is not valid now. */
export async function userOfLink(
  { settings, store, now }: Scope,
  { uid, token }: { readonly uid: string; readonly token: string },
): Promise<ResetUser | null> {
  const key = decodeUid(uid);
  const user = key === null ? null : await findResetUser(store, key);
  if (user === null || !canReset(user)) return null;
  const { secretKeys: secrets, timeZone, passwords } = settings;
  const context = { secrets, now, timeZone, timeout: passwords.resetTimeout };
  return checkResetToken(token, subjectOf(user, settings), context) ? user : null;
}

function subjectOf(user: ResetUser, { userTable }: Settings): ResetSubject {
  return { ...user, lastLoginZone: userTable.timeZone };
}

/** The hash of a new password that a link sets. @throws FieldErrors where it is too weak */
export async function hashResetPassword(
  scope: Scope,
  client: Client,
  user: ResetUser,
  password: string,
): Promise<string> {
  const weak = await passwordProblems(scope, password, user);
  if (weak.length > 0) throw new FieldErrors({ new_password: weak });
  return makePassword(password, scope.settings.passwords, requesterOf(client, user.username));
}
