import { emailState } from "@/lib/accounts/email_verification/email_state";
import { secondFactorOf } from "@/lib/accounts/second_factor/state";
import { hasUsablePassword } from "@/lib/accounts/usable_password";
import type { Scope } from "@/lib/scope/scope";
import { accountEvents } from "@/lib/sessions/account_events";
import { liveSignInsOf, type SignIn } from "@/lib/sessions/sign_ins";
import type { User } from "@/lib/store/users";
import { labelOf } from "./find_person";
import { printable, timeOf } from "./terminal";

/** How many events are shown. */
const EVENTS = 20;

/** What is known of an account, as `--json` prints it. */
export type Facts = Awaited<ReturnType<typeof factsOf>>;

export async function factsOf(scope: Scope, user: User) {
  const { id, username, age, isActive, isStaff } = user;
  const signIns = await liveSignInsOf(scope, user, null);
  const events = await accountEvents(scope, user.key, null);
  const { email, verified, pending } = await emailState(scope, user);
  const { enabled, recoveryCodes } = await secondFactorOf(scope, user.key);
  return {
    ...{ id, username, age, email, email_verified: verified, email_pending: pending },
    ...{ is_active: isActive, is_staff: isStaff, has_password: hasUsablePassword(user) },
    second_factor: { enabled, recovery_codes: recoveryCodes },
    sign_ins: signIns.map(signInFacts),
    events: events.slice(0, EVENTS),
  };
}

function signInFacts({ id, mode, createdAt, lastUsedAt, address, browser, system }: SignIn) {
  return { id, mode, created_at: createdAt, last_used_at: lastUsedAt, address, browser, system };
}

/** The same for people. */
export function showText(user: User, facts: Facts): string {
  const { enabled, recovery_codes } = facts.second_factor;
  const lines = [
    labelOf(user),
    `  email          ${emailText(facts)}`,
    `  active         ${yesNo(facts.is_active)}`,
    `  staff          ${yesNo(facts.is_staff)}`,
    `  password       ${facts.has_password ? "set" : "none: others than Latchkey let its owner in"}`,
    `  second factor  ${enabled ? `on, ${recovery_codes} recovery codes left` : "off"}`,
    facts.sign_ins.length === 0 ? "Signed in nowhere." : `Sign-ins (${facts.sign_ins.length}):`,
    ...facts.sign_ins.map(signInLine),
    facts.events.length === 0 ? "Nothing has happened in the last 90 days." : "What has happened last:",
    ...facts.events.map(eventLine),
  ];
  return lines.join("\n");
}

function emailText({ email, email_verified, email_pending }: Facts): string {
  const pending =
    email_pending === null ? "" : `, to become ${printable(email_pending)} once that is verified`;
  return email === ""
    ? `none${pending}`
    : `${printable(email)}, ${email_verified ? "" : "not "}verified${pending}`;
}

function signInLine({ mode, created_at, last_used_at, address, browser, system }: Facts["sign_ins"][number]) {
  const device = [browser, system].filter((name) => name !== null).join(" on ") || "unknown program";
  const times = `since ${timeOf(created_at)}, last used ${timeOf(last_used_at)}`;
  return `  ${mode === "jwt" ? "tokens " : "session"}  ${times}  ${address ?? "unknown address"}  ${printable(device)}`;
}

function eventLine({ at, event, address, facts }: Facts["events"][number]): string {
  const told = Object.entries(facts).filter(([name, value]) => value !== null && name !== "sign_in");
  const details = told.map(([name, value]) => `${name}=${value}`).join(" ");
  return printable(`  ${timeOf(at)}  ${[event, address, details].filter(Boolean).join("  ")}`);
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
