import { WEAK_HASHERS } from "@/lib/credentials/passwords/policy";
import type { Settings } from "@/lib/settings/settings";
import type { DatabaseFacts } from "@/lib/store/adoption/facts";
import type { UserTable } from "@/lib/store/user_table";
import type { Group, UserCounts } from "./count_users";

/**
 * What an adoption finds, in sentences. A problem rules it out; a decision is somebody's to make, or will be noticed by users; a
 * note is good to know.
 */
export interface Findings {
  readonly problems: readonly string[];
  readonly decisions: readonly string[];
  readonly notes: readonly string[];
}

interface Found {
  readonly settings: Settings;
  readonly userTable: UserTable;
  readonly facts: DatabaseFacts;
  readonly counts: UserCounts;
  /** The names of Django's cookies. */
  readonly djangoCookies: readonly string[];
}

/** What is to be said of a database whose user table can be read. */
export function findingsOf(found: Found): Findings {
  return {
    problems: rightProblems(found),
    decisions: [
      ...rightDecisions(found),
      ...hashDecisions(found),
      ...nameDecisions(found),
      ...signUpDecisions(found),
      ...cookieDecisions(found),
    ],
    notes: sessionNotes(found),
  };
}

/** Without these there is no start, or nobody signs in. */
function isNeeded(right: string, { table }: UserTable): boolean {
  const needed = [`SELECT on ${table}`, `UPDATE on ${table}`, "SELECT on django_migrations"];
  return right.startsWith("writing ") || needed.includes(right);
}

function rightProblems({ facts, userTable }: Found): string[] {
  const missing = facts.missingRights.filter((right) => isNeeded(right, userTable));
  return [
    ...missing.map((right) => `The role has no right to ${sentenceOf(right)}.`),
    ...(facts.place === null
      ? [
          "The role may make tables nowhere. Let an administrator run CREATE SCHEMA latchkey AUTHORIZATION <role>.",
        ]
      : []),
  ];
}

function rightDecisions({ facts, userTable }: Found): string[] {
  const missing = facts.missingRights.filter((right) => !isNeeded(right, userTable));
  if (missing.length === 0) return [];
  return [
    `The role has no right to ${missing.map(sentenceOf).join(", ")}: what needs it is answered with 503. Grant it, or close what needs it (SIGN_UP=false, ACCOUNT_DELETE=deactivate).`,
  ];
}

/** `DELETE on auth_user`, `writing /var/db.sqlite3` */
function sentenceOf(right: string): string {
  return right.replace(/^writing /, "write ");
}

function hashDecisions({ counts }: Found): string[] {
  return [...counts.uncheckable].map(([algorithm, group]) => {
    const remedy = isWeak(algorithm)
      ? `add ${algorithm} to PASSWORD_HASHERS where Django's has it, or`
      : "let these people sign in at Django, which makes a new hash, or";
    return `Hashes of ${algorithm} that are not checked: ${group.count} (${named(group)}). Before Django is gone, ${remedy} let them set a new password by a mailed link.`;
  });
}

function isWeak(algorithm: string): boolean {
  return (WEAK_HASHERS as readonly string[]).includes(algorithm);
}

function nameDecisions({ counts, settings }: Found): string[] {
  const { sameNames, sameAddresses } = counts;
  const byAddress =
    settings.users.signInBy === "username"
      ? "a mail to it names each account"
      : "nobody signs in by such an address, but by name";
  return [
    ...(sameNames.count > 0
      ? [
          `Names that differ, but are one in Unicode's NFKC: ${sameNames.count} (${named(sameNames)}). Each user signs in by their name as it is stored.`,
        ]
      : []),
    ...(sameAddresses.count > 0
      ? [
          `Addresses that several accounts have, but for upper and lower case: ${sameAddresses.count} (${named(sameAddresses)}). Nobody can sign up with one, and ${byAddress}.`,
        ]
      : []),
  ];
}

function signUpDecisions({ settings, userTable }: Found): string[] {
  const { unfilled, table } = userTable;
  if (!settings.users.signUp || unfilled.length === 0) return [];
  return [
    `Sign-up is closed here: the columns ${unfilled.join(", ")} of ${table} must have a value. Name them in USER_INSERT_DEFAULTS, or set SIGN_UP=false.`,
  ];
}

function cookieDecisions({ settings, djangoCookies }: Found): string[] {
  const { access, refresh } = settings.jwt.cookies;
  const ours = [settings.session.cookie, access, refresh].map(({ name }) => name);
  return ours
    .filter((name) => djangoCookies.includes(name))
    .map(
      (name) =>
        `Both sides would set a cookie ${name}: on one host each would sign the other's people out. Give Latchkey's another name.`,
    );
}

function sessionNotes({ facts, settings }: Found): string[] {
  const { liveSessions, liveTokens, missingRights } = facts;
  const mayRead = (table: string) => !missingRights.includes(`SELECT on ${table}`);
  const notes: string[] = [];
  if (liveSessions !== null)
    notes.push(
      `${liveSessions} sessions of Django are live: they go on at Django, and with DJANGO_SESSION_COOKIE here, too.`,
    );
  else if (mayRead("django_session"))
    notes.push("There is no table django_session: Django's sessions are elsewhere, and stay there.");
  if (liveTokens !== null)
    notes.push(
      `${liveTokens} refresh tokens of simplejwt are live; both sides take them, and each sees what the other blacklists.`,
    );
  else if (mayRead("token_blacklist_outstandingtoken"))
    notes.push(
      `simplejwt's blacklist app is not installed: what is blacklisted here, Django's views still take${settings.jwt.blacklistAfterRotation ? " until it expires" : ""}.`,
    );
  return notes;
}

function named({ count, examples }: Group): string {
  return count > examples.length ? `${examples.join("; ")}; …` : examples.join("; ");
}
