import { randomUUID } from "node:crypto";
import type { Language } from "@/lib/contract/language";
import type { Scope } from "@/lib/scope/scope";
import { outboxStep } from "@/lib/store/outbox";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import type { MailKind } from "./content";

/*
 * What users are told by mail: one function a message. Each returns the steps that write it to the outbox, for the transaction
 * that causes it; there are none where the user has no address, and where no mail is sent at all. A job sends it later.
 */

/** Whom a mail is for, and the language of the request that causes it. */
interface Recipient {
  /** As they were before the change: their address is where the mail goes. */
  readonly user: Pick<User, "key" | "username" | "email">;
  readonly language: Language;
}

/** An address that is to be proven. */
interface Proof {
  /** Null of a user who is only made by the same transaction. */
  readonly userKey: string | null;
  readonly username: string;
  readonly address: string;
  /** Names the proof. */
  readonly nonce: string;
  readonly language: Language;
}

/** The password was changed or reset; all other sign-ins have ended. */
export function passwordChangedMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "password_changed", to);
}

/** The address was changed: goes to the old one. */
export function emailChangedMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "email_changed", to);
}

/** The username was changed. @param newUsername `user` has the former one */
export function usernameChangedMail(scope: Scope, to: Recipient & { readonly newUsername: string }): Step[] {
  return mail(scope, "username_changed", to, { new_username: to.newUsername });
}

/** Signing in asks for a code of an authenticator app from now on; all other sign-ins have ended. */
export function totpEnabledMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "totp_enabled", to);
}

/** Signing in asks for no code any more; all other sign-ins have ended. */
export function totpDisabledMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "totp_disabled", to);
}

/** There are new recovery codes; the former ones are void. */
export function recoveryCodesRenewedMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "recovery_codes_renewed", to);
}

/** A recovery code was used in place of a code of the app. */
export function recoveryCodeUsedMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "recovery_code_used", to);
}

/** The account and everything of it were deleted. */
export function accountDeletedMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "account_deleted", to);
}

/** The account was deactivated by its owner. */
export function accountDeactivatedMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "account_deactivated", to);
}

/** The account was deactivated by the people who run the service. */
export function deactivatedByStaffMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "deactivated_by_staff", to);
}

/** An account that was deactivated may be signed in to again. */
export function accountActivatedMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "account_activated", to);
}

/** The link to set a new password with. It is computed when the mail is sent. */
export function passwordResetMail(scope: Scope, to: Recipient): Step[] {
  return mail(scope, "password_reset", to);
}

/** What asks for links to set a new password: a job looks the accounts up, so that the request takes as long for every address. */
export const RESET_REQUEST = "password_reset_request";

/** @param folded the address as lib/accounts folds it; @param from the network address that asked */
export function resetRequestStep(
  { store, now }: Scope,
  {
    folded,
    language,
    from,
  }: { readonly folded: string; readonly language: Language; readonly from: string | null },
): Step {
  const facts = { folded, language, ...(from === null ? {} : { from }) };
  return outboxStep(store, { id: randomUUID(), kind: RESET_REQUEST, userKey: null, facts, at: now });
}

/** Asks to prove an address; goes to that address. Link and code are computed from the proof when it is sent. */
export function emailVerificationMail({ settings, store, now }: Scope, to: Proof): Step[] {
  if (settings.mail.delivery === "off") return [];
  const { userKey, address, language, username, nonce } = to;
  const facts = { address, language, username, proof: nonce };
  return [outboxStep(store, { id: randomUUID(), kind: "email_verification", userKey, facts, at: now })];
}

function mail(
  { settings, store, now }: Scope,
  kind: MailKind,
  { user, language }: Recipient,
  others: Readonly<Record<string, string>> = {},
): Step[] {
  if (user.email === "" || settings.mail.delivery === "off") return [];
  const facts = { address: user.email, language, username: user.username, ...others };
  return [outboxStep(store, { id: randomUUID(), kind, userKey: user.key, facts, at: now })];
}
