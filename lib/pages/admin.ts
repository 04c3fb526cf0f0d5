import { notFound } from "next/navigation";
import { cache } from "react";
import { signInNameOf } from "@/lib/accounts/named_account";
import { findPeople } from "@/lib/accounts/people/find_people";
import { findPerson, type Person } from "@/lib/accounts/people/find_person";
import { ApiError } from "@/lib/contract/errors";
import { requireAccess } from "@/lib/http/access";
import type { Scope } from "@/lib/scope/scope";
import { accountEvents } from "@/lib/sessions/account_events";
import type { Caller } from "@/lib/sessions/caller";
import { readSession } from "@/lib/sessions/cookie_session";
import { type Credential, tokenFromCookie } from "@/lib/sessions/credential";
import { liveSignInsOf, signInIdOf } from "@/lib/sessions/sign_ins";
import { pageRequest } from "./page_request";
import { requireUser } from "./require_user";
import { type EventInfo, type SignInInfo, signInInfo } from "./sign_ins";

/** Who is at a page for staff. */
export interface Staff {
  readonly id: number | string;
  readonly key: string;
  readonly signInName: string;
  /** What is to be done before the page is shown: give the password, set up an authenticator app. */
  readonly must: "confirm" | "set_up_factor" | null;
}

/**
 * The member of staff whom a page is rendered for. Where nobody is signed in it leads to the sign-in page; to anybody else there is
 * no such page.
 */
export const requireStaff = cache(async (): Promise<Staff> => {
  const { scope } = await pageRequest();
  if (scope.store.schema.userTable.columns.isStaff === null) notFound();
  await requireUser();
  const credential = await requireCredential();
  const { id, key } = credential.user;
  const staff = { id, key, signInName: signInNameOf(scope, credential.user) };
  try {
    await requireAccess("recent_staff", credential, scope);
    return { ...staff, must: null };
  } catch (error) {
    if (error instanceof ApiError && error.code === "confirm_required") return { ...staff, must: "confirm" };
    if (error instanceof ApiError && error.code === "mfa_required")
      return { ...staff, must: "set_up_factor" };
    if (error instanceof ApiError) notFound();
    throw error;
  }
});

const requireCredential = cache(async (): Promise<Credential> => {
  const { scope, caller } = await pageRequest();
  return (await cookieCredential(scope, caller)) ?? notFound();
});

/** The one that {@link requireUser} finds, which endpoints find, too. */
async function cookieCredential(scope: Scope, caller: Caller): Promise<Credential | null> {
  const token = await tokenFromCookie(scope, caller);
  return token === null || token instanceof ApiError ? readSession(scope, caller) : token;
}

/** A row of the list of users. Times are milliseconds since the epoch. */
export interface PersonRow extends Omit<Person, "joinedAt" | "lastLoginAt" | "password" | Told> {
  readonly joinedAt: number | null;
  readonly lastLoginAt: number | null;
}

type Told = "isEmailVerified" | "hasSecondFactor" | "hasPassword";

export interface PeoplePage {
  readonly people: readonly PersonRow[];
  readonly next: string | null;
  readonly order: "found" | "newest" | "byName";
}

/** Only after {@link requireStaff}, with nothing left to do. */
export async function peopleOf(prefix: string, after: string | null): Promise<PeoplePage> {
  const { scope } = await pageRequest();
  const { users, ...page } = await findPeople(scope, { prefix, after });
  return { ...page, people: users.map(withNumbers) };
}

function withNumbers<T extends { readonly joinedAt: Date | null; readonly lastLoginAt: Date | null }>(
  user: T,
): Omit<T, "joinedAt" | "lastLoginAt"> & Pick<PersonRow, "joinedAt" | "lastLoginAt"> {
  const { joinedAt, lastLoginAt } = user;
  return { ...user, joinedAt: joinedAt?.getTime() ?? null, lastLoginAt: lastLoginAt?.getTime() ?? null };
}

/** Why staff cannot act on an account, or not so. */
export interface Limits {
  /** Nobody acts on themselves, and only superusers on superusers. */
  readonly acts: "own" | "superuser" | null;
  readonly resetMail: "inactive" | "no_password" | "no_address" | "mail_off" | null;
  /** Whether the user table has a column for it. */
  readonly hasActive: boolean;
}

export interface PersonPage {
  readonly person: PersonRow & Pick<Person, Told>;
  readonly signIns: readonly SignInInfo[];
  readonly events: readonly EventInfo[];
  readonly limits: Limits;
  /** The server's time; milliseconds since the epoch. */
  readonly now: number;
}

/** What staff see of one user; there is no such page where there is no such user. Only after {@link requireStaff}. */
export const personOf = cache(async (id: string): Promise<PersonPage> => {
  const { scope } = await pageRequest();
  const credential = await requireCredential();
  const found = await findPerson(scope, id);
  if (found === null) notFound();
  const [signIns, events, isSuperuser] = await Promise.all([
    liveSignInsOf(scope, found, signInIdOf(credential)),
    accountEvents(scope, found.key, null),
    found.isSuperuser ? findPerson(scope, credential.user.key).then((own) => own?.isSuperuser) : true,
  ]);
  const { password: _, ...person } = withNumbers(found);
  const actsLimit = isSuperuser ? null : "superuser";
  return {
    person,
    signIns: signIns.map(signInInfo),
    events: events.map((event) => ({ ...event, at: event.at.getTime() })),
    limits: {
      acts: found.key === credential.user.key ? "own" : actsLimit,
      resetMail: resetLimit(scope, found),
      hasActive: scope.store.schema.userTable.columns.isActive !== null,
    },
    now: scope.now.getTime(),
  };
});

function resetLimit({ settings }: Scope, person: Person): Limits["resetMail"] {
  if (!person.isActive) return "inactive";
  if (!person.hasPassword) return "no_password";
  if (settings.mail.delivery === "off") return "mail_off";
  return person.email === "" ? "no_address" : null;
}
