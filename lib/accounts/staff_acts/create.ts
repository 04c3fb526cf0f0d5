import { FieldErrors, type FieldMessage } from "@/lib/contract/errors";
import type { SignUpInput } from "@/lib/contract/fields";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import { randomString } from "@/lib/credentials/passwords/random_string";
import { madeStaff, signedUp } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { newStaffSteps } from "@/lib/store/user_flags";
import { findTaken, insertUser, type User } from "@/lib/store/users";
import { accountOf, accountProblems } from "../create_account";
import { foldEmail } from "../fold_email";
import { TAKEN } from "../taken_fields";
import type { Actor } from "./act";

/** Characters of a password that nobody knows: 238 bits. */
const UNKNOWN_PASSWORD_LENGTH = 40;

/** A new account. Its fields are as those of a sign-up. */
export interface NewAccount extends Omit<SignUpInput, "password"> {
  /** Null: one that nobody knows, until a link has set another. */
  readonly password: string | null;
  readonly isStaff: boolean;
}

/**
 * What is wrong with the fields of a new account that are well formed, and which of them another account has. Unlike a sign-up
 * it is told as often as it is asked.
 */
export async function newAccountProblems(
  scope: Scope,
  input: Partial<SignUpInput>,
): Promise<Record<string, FieldMessage[]>> {
  const { username, email } = accountOf(scope, input);
  const taken = await findTaken(scope.store, username, foldEmail(email));
  const problems = Object.fromEntries(taken.map((field) => [field, [TAKEN[field]]]));
  return { ...problems, ...(await accountProblems(scope, input)) };
}

/**
 * Makes an account for somebody, whatever SIGN_UP says. Its address is not proven by that.
 * @throws FieldErrors where another has the name or the address by then
 * @throws UnsuitableDatabaseError where a column of the user table has no value
 */
export async function createForSomebody(scope: Scope, actor: Actor, account: NewAccount): Promise<User> {
  const { store, settings, now } = scope;
  const { username, email } = accountOf(scope, { ...account, password: "" });
  const password = await makePassword(
    account.password ?? randomString(UNKNOWN_PASSWORD_LENGTH),
    settings.passwords,
  );
  const context = { username, at: now, address: actor.address, by: actor.by };
  const staff = account.isStaff ? [madeStaff(scope, context)] : [];
  const events = [signedUp(scope, context), ...staff];
  const foldedEmail = foldEmail(email);
  const user = { username, password, email, foldedEmail, age: account.age, joinedAt: now };
  const result = await insertUser(store, user, [
    ...(account.isStaff ? newStaffSteps(store, username) : []),
    ...events.flatMap(({ steps }) => steps),
  ]);
  if (!result.ok) {
    if (result.taken === null) throw new Error("The account was deleted at the moment at which it was made.");
    throw new FieldErrors({ [result.taken]: [TAKEN[result.taken]] });
  }
  for (const event of events) event.log(result.user.key);
  return result.user;
}
