import { randomUUID } from "node:crypto";
import type { EventName } from "@/lib/contract/event_names";
import { type EventRow, eventStep } from "@/lib/store/events";
import type { Store } from "@/lib/store/open";
import type { Step } from "@/lib/store/statements";
import { errorFacts, logLine } from "./log";
import { logRepeated } from "./repeated";

/*
 * What an operator, or the owner of an account, should be told: one function per event, which fixes its name and facts.
 */

/** An event of an account. */
export interface AccountEvent {
  /** Inserts its row, as a step of the transaction that makes the change it reports. */
  readonly step: Step;
  /** Writes its log line, after that transaction. */
  log(): void;
}

export interface EventContext {
  readonly userKey: string;
  readonly at: Date;
  /** The network address of the request. */
  readonly address: string | null;
}

/** A session or a token family. */
interface SignInContext extends EventContext {
  readonly mode: "session" | "jwt";
  /** Its id. */
  readonly signIn: string;
}

/** Somebody has signed in, with everything that is asked for, or has signed up. */
export function signedIn(
  store: Store,
  context: SignInContext & { readonly userAgent: string | null },
): AccountEvent {
  const { mode, signIn, userAgent } = context;
  return accountEvent(store, "signed_in", context, { mode, sign_in: signIn, user_agent: userAgent });
}

/** What a password was given for that was refused. */
export interface RefusedContext extends EventContext {
  readonly of: "sign_in" | "confirmation";
  readonly userAgent: string | null;
}

/** Passwords were refused. The log line is written at each: refused_sign_ins.ts. @param count how many */
export function signInRefused(store: Store, context: RefusedContext, count: number): AccountEvent {
  const { of, userAgent } = context;
  return accountEvent(store, "sign_in_refused", context, { of, count, user_agent: userAgent });
}

/** A user has signed out. */
export function signedOut(store: Store, context: SignInContext): AccountEvent {
  const { mode, signIn } = context;
  return accountEvent(store, "signed_out", context, { mode, sign_in: signIn });
}

/** A user has ended one of their sign-ins from another. */
export function signInEnded(store: Store, context: SignInContext): AccountEvent {
  const { mode, signIn } = context;
  return accountEvent(store, "sign_in_ended", context, { which: "one", mode, sign_in: signIn });
}

/** A user has ended all their sign-ins, or all but the one they did it from. */
export function signInsEnded(
  store: Store,
  context: EventContext & { readonly which: "all" | "others" },
): AccountEvent {
  return accountEvent(store, "sign_in_ended", context, { which: context.which });
}

/** A rotated refresh token was presented again, too late to get its successor: it is probably stolen, and its family ends. */
export function refreshTokenReused(
  store: Store,
  context: EventContext & { readonly family: string | null },
): AccountEvent {
  return accountEvent(store, "refresh_token_reused", context, { family: context.family });
}

/** The user has changed their password, for which they gave the old one: all their other sign-ins have ended. */
export function passwordChanged(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "password_changed", context, {});
}

/** The user has deactivated their account. */
export function accountDeactivated(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "account_deactivated", context, {});
}

/** The user has deleted their account. A line of the log alone: no row of theirs is left. */
export function accountDeleted(userKey: string, address: string | null): void {
  logLine("account_deleted", { user: userKey, address });
}

/** Somebody, whoever it was, asked for a link to set a new password. */
export function passwordResetAsked(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "password_reset_asked", context, {});
}

/** A new password was set by the link of a mail: all sign-ins have ended. */
export function passwordReset(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "password_reset", context, {});
}

/** The user has another e-mail address. Neither is named: log lines outlive an account. */
export function emailChanged(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "email_changed", context, {});
}

/** The user has proven that their e-mail address is theirs. */
export function emailVerified(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "email_verified", context, {});
}

/** The user has another name. */
export function usernameChanged(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "username_changed", context, {});
}

/** The user has put an authenticator app in use. */
export function totpEnabled(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "totp_enabled", context, {});
}

/** The user has taken their authenticator app out of use. */
export function totpDisabled(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "totp_disabled", context, {});
}

/** The user has new recovery codes. */
export function recoveryCodesRenewed(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "recovery_codes_renewed", context, {});
}

/** Somebody signed in with a recovery code in place of a code of the app. */
export function recoveryCodeUsed(store: Store, context: EventContext): AccountEvent {
  return accountEvent(store, "recovery_code_used", context, {});
}

function accountEvent(
  store: Store,
  name: EventName,
  { userKey, at, address }: EventContext,
  facts: EventRow["facts"],
): AccountEvent {
  return {
    step: eventStep(store, { id: randomUUID(), name, userKey, at, address, facts }),
    log: () => logLine(name, { user: userKey, address, ...facts }),
  };
}

/** A client was told that a username or e-mail address is taken. @param fields which of the two, or both */
export function takenTold(address: string | null, fields: readonly string[]): void {
  logRepeated("told_taken", { address, fields: fields.join(",") });
}

/** A client was refused because it has done something too often. @param by whose uses are counted */
export function throttled(action: string, by: string | null): void {
  logRepeated("throttled", { action, by });
}

/** A request met an error that is no refusal: a fault of ours. */
export function requestFailed(error: unknown): void {
  logLine("request_failed", errorFacts(error));
}

/**
 * A request could not be served now: the database, the hashing process or the list of breached passwords is not available, or
 * the queue of hashes is full.
 * Under load that is no fault of the code, so the line has no stack.
 */
export function serviceUnavailable(error: unknown): void {
  // Node throws an AggregateError, which has no message, where none of a host's addresses can be reached.
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [error];
  logRepeated("service_unavailable", { error: causes.map(String).join("; ") });
}

/** A mail could not be sent now, and is tried again. */
export function mailFailed(error: unknown): void {
  logRepeated("mail_failed", { error: String(error) });
}

/** A mail is not tried any more: its address or text was refused for good, or it was tried for days. */
export function mailLost(
  mail: { kind: string; userKey: string | null; tries: number },
  error: unknown,
): void {
  logLine("mail_lost", { kind: mail.kind, user: mail.userKey, tries: mail.tries, error: String(error) });
}

/** A job that runs beside the server failed; it runs again at its next time. */
export function jobFailed(
  job: "pruning" | "filling_addresses" | "sharing_blacklist" | "sending_mail",
  error: unknown,
): void {
  logLine(`${job}_failed`, { error: String(error) });
}
