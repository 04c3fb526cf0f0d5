import type { EventName } from "@/lib/contract/event_names";
import type { Scope } from "@/lib/scope/scope";
import { type EventRow, eventPostStep, eventStep, firstEventSteps, lateEventStep } from "@/lib/store/events";
import type { Store } from "@/lib/store/open";
import type { Step } from "@/lib/store/statements";
import { newEventId } from "./event_id";
import { logLine } from "./log";

/*
 * What the owner of an account, and an operator, should be told: one function per event, which fixes its name and facts.
 */

/** An event of an account. */
export interface AccountEvent {
  /** Insert its row, as steps of the transaction that makes the change it reports, and note where it is to be sent. */
  readonly steps: readonly Step[];
  /** Writes its log line, after that transaction. */
  log(): void;
}

type EventScope = Pick<Scope, "store" | "settings">;

export interface EventContext {
  readonly userKey: string;
  readonly at: Date;
  /** The network address of the request. */
  readonly address: string | null;
  /**
   * Who did it, where it was not the owner: the user key of a member of staff, or `command` for `npm run user`. The owner is not
   * told the network address then; it stands in the log.
   */
  readonly by?: string | undefined;
}

/** A session or a token family. */
interface SignInContext extends EventContext {
  readonly mode: "session" | "jwt";
  /** Its id. */
  readonly signIn: string;
}

/** Of an account that the same transaction makes: its key is not known before. */
type FirstContext = Omit<EventContext, "userKey"> & { readonly username: string };

interface FirstEvent {
  readonly steps: readonly Step[];
  log(userKey: string): void;
}

/** Somebody has made an account. */
export function signedUp(scope: EventScope, context: FirstContext): FirstEvent {
  return firstEvent(scope, "signed_up", context);
}

/** Somebody was made a member of staff with their account. */
export function madeStaff(scope: EventScope, context: FirstContext): FirstEvent {
  return firstEvent(scope, "staff_added", context);
}

function firstEvent(
  { store, settings }: EventScope,
  name: EventName,
  { username, at, address, by }: FirstContext,
): FirstEvent {
  const facts = by === undefined ? {} : { by };
  const row = { id: newEventId(at), name, username, at, address, facts };
  return {
    steps: firstEventSteps(store, row, settings.events !== null),
    log: (userKey) => logLine(name, { user: userKey, address, ...facts }),
  };
}

/** Somebody has signed in, with everything that is asked for. */
export function signedIn(
  scope: EventScope,
  context: SignInContext & { readonly userAgent: string | null },
): AccountEvent {
  const { mode, signIn, userAgent } = context;
  return accountEvent(scope, "signed_in", context, { mode, sign_in: signIn, user_agent: userAgent });
}

/** A session of Django's was taken over: its user is signed in here, too, and has given no password. */
export function sessionTakenOver(
  scope: EventScope,
  context: Omit<SignInContext, "mode"> & { readonly userAgent: string | null },
): AccountEvent {
  const { signIn, userAgent } = context;
  return accountEvent(scope, "session_taken_over", context, { sign_in: signIn, user_agent: userAgent });
}

/** What a password was given for that was refused. */
export interface RefusedContext extends EventContext {
  readonly of: "sign_in" | "confirmation" | "code";
  readonly userAgent: string | null;
}

/**
 * Passwords were refused. The log line is written at each: refused_sign_ins.ts. It is not posted: strangers could have anything
 * posted as often as they like.
 * @param count how many
 */
export function signInRefusedStep(
  store: Store,
  { of, userAgent, ...context }: RefusedContext,
  count: number,
): Step {
  const facts = { of, count, user_agent: userAgent };
  return lateEventStep(store, { id: newEventId(context.at), name: "sign_in_refused", ...context, facts });
}

/** A user has signed out. */
export function signedOut(scope: EventScope, context: SignInContext): AccountEvent {
  const { mode, signIn } = context;
  return accountEvent(scope, "signed_out", context, { mode, sign_in: signIn });
}

/** A user has ended one of their sign-ins from another. */
export function signInEnded(scope: EventScope, context: SignInContext): AccountEvent {
  const { mode, signIn } = context;
  return accountEvent(scope, "sign_in_ended", context, { which: "one", mode, sign_in: signIn });
}

/** All sign-ins of a user have ended, or all but the one that they did it from. */
export function signInsEnded(
  scope: EventScope,
  context: EventContext & { readonly which: "all" | "others" },
): AccountEvent {
  return accountEvent(scope, "sign_in_ended", context, { which: context.which });
}

/** A rotated refresh token was presented again, too late to get its successor: it is probably stolen, and its family ends. */
export function refreshTokenReused(
  scope: EventScope,
  context: EventContext & { readonly family: string | null },
): AccountEvent {
  return accountEvent(scope, "refresh_token_reused", context, { family: context.family });
}

/** The user has changed their password, for which they gave the old one: all their other sign-ins have ended. */
export function passwordChanged(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "password_changed", context, {});
}

/** The account was deactivated: all its sign-ins have ended. */
export function accountDeactivated(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "account_deactivated", context, {});
}

/** What only others than the owner do to an account. */
type StaffContext = EventContext & { readonly by: string };

/** An account that was deactivated may be signed in to again. */
export function accountActivated(scope: EventScope, context: StaffContext): AccountEvent {
  return accountEvent(scope, "account_activated", context, {});
}

/** The user is a member of staff now. */
export function staffAdded(scope: EventScope, context: StaffContext): AccountEvent {
  return accountEvent(scope, "staff_added", context, {});
}

/** The user is no member of staff any more. */
export function staffRemoved(scope: EventScope, context: StaffContext): AccountEvent {
  return accountEvent(scope, "staff_removed", context, {});
}

/** The user has deleted their account. A line of the log and a post alone: no row of theirs is left. */
export function accountDeleted({ store, settings }: EventScope, context: EventContext): AccountEvent {
  const { userKey, address } = context;
  const post = eventPostStep(store, {
    id: newEventId(context.at),
    name: "account_deleted",
    ...context,
    facts: {},
  });
  return {
    steps: settings.events === null ? [] : [post],
    log: () => logLine("account_deleted", { user: userKey, address }),
  };
}

/** Somebody, whoever it was, asked for a link to set a new password. */
export function passwordResetAsked(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "password_reset_asked", context, {});
}

/** A new password was set by the link of a mail: all sign-ins have ended. */
export function passwordReset(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "password_reset", context, {});
}

/** The user has another e-mail address. Neither is named: log lines outlive an account. */
export function emailChanged(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "email_changed", context, {});
}

/** The user has proven that their e-mail address is theirs. */
export function emailVerified(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "email_verified", context, {});
}

/** The user has another name. */
export function usernameChanged(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "username_changed", context, {});
}

/** The user has put an authenticator app in use. */
export function totpEnabled(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "totp_enabled", context, {});
}

/** The user has taken their authenticator app out of use. */
export function totpDisabled(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "totp_disabled", context, {});
}

/** The user has new recovery codes. */
export function recoveryCodesRenewed(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "recovery_codes_renewed", context, {});
}

/** A recovery code was used in place of a code of the app: at a sign-in, or for a change of the second factor. */
export function recoveryCodeUsed(scope: EventScope, context: EventContext): AccountEvent {
  return accountEvent(scope, "recovery_code_used", context, {});
}

function accountEvent(
  { store, settings }: EventScope,
  name: EventName,
  { userKey, at, address, by }: EventContext,
  others: EventRow["facts"],
): AccountEvent {
  const facts = by === undefined ? others : { ...others, by };
  const row = { id: newEventId(at), name, userKey, at, address: by === undefined ? address : null, facts };
  // The owner may delete the account at the moment at which somebody else does something to it.
  const inserted = by === undefined ? eventStep(store, row) : lateEventStep(store, row);
  return {
    steps: [inserted, ...(settings.events === null ? [] : [eventPostStep(store, row)])],
    log: () => logLine(name, { user: userKey, address, ...facts }),
  };
}
