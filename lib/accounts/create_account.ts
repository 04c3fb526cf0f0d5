import { ApiError, type FieldMessage } from "@/lib/contract/errors";
import type { SignUpInput } from "@/lib/contract/fields";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import { signedUp } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { findTaken, insertUser, type User } from "@/lib/store/users";
import { accountShape } from "./account_shape";
import { type Client, requesterOf } from "./client";
import { addressProblems, askForProofSteps, countProofMail } from "./email_verification/ask_for_proof";
import { foldEmail } from "./fold_email";
import { lengthProblems } from "./length_problems";
import { nameProblems } from "./name_problems";
import { namingProblems } from "./one_name";
import { passwordProblems } from "./password_problems";
import { takenMeanwhile, tellTaken } from "./taken_fields";

/**
 * What else is wrong with the fields that are well formed, before the costly hash. Whether a name or an address is taken is
 * told only where nothing else is wrong, so that nobody asks without risking to make an account. Whether it is free is decided
 * by {@link createAccount}.
 * @throws ApiError 403 sign_up_closed, 429 throttled where the client was told too often that something is taken
 */
export async function findSignUpProblems(
  scope: Scope,
  client: Client,
  input: Partial<SignUpInput>,
): Promise<Record<string, FieldMessage[]>> {
  refuseClosed(scope);
  const wrong = await accountProblems(scope, input);
  if (!isWhole(input) || Object.keys(wrong).length > 0) return wrong;
  const { username, email } = accountOf(scope, input);
  return tellTaken(scope, client, () => findTaken(scope.store, username, foldEmail(email)));
}

/** What is wrong with the fields of a new account that are well formed, taken or not. */
export async function accountProblems(
  scope: Scope,
  input: Partial<SignUpInput>,
): Promise<Record<string, FieldMessage[]>> {
  const { nameIsAddress } = accountShape(scope);
  const account = accountOf(scope, input);
  const wrong = {
    ...lengthProblems(scope, nameIsAddress ? { email: account.email } : account),
    ...(nameIsAddress ? namingProblems(input, "email") : nameProblems(scope, account)),
    ...(nameIsAddress ? {} : addressProblems(scope, input.email)),
  };
  if (input.password === undefined) return wrong;
  const weak = await passwordProblems(scope, input.password, account);
  return weak.length > 0 ? { ...wrong, password: weak } : wrong;
}

/** The name and the address that a sign-up asks for: one value, where the name is the address. */
export function accountOf(
  scope: Scope,
  { username, email }: Partial<SignUpInput>,
): { readonly username: string; readonly email: string } {
  const address = email ?? username ?? "";
  return accountShape(scope).nameIsAddress
    ? { username: address, email: address }
    : { username: username ?? "", email: email ?? "" };
}

/** Whether accounts can be made here: SIGN_UP says so, and every column that must have a value has one. */
export function isSignUpOpen({ settings, store }: Scope): boolean {
  return settings.users.signUp && store.schema.userTable.unfilled.length === 0;
}

/** @throws ApiError 403 sign_up_closed */
function refuseClosed(scope: Scope): void {
  if (!isSignUpOpen(scope)) throw new ApiError("sign_up_closed");
}

/** Whether every field of a sign-up is well formed. */
function isWhole(input: Partial<SignUpInput>): input is SignUpInput {
  return ["username", "password", "email", "age"].every((name) => name in input);
}

/**
 * Makes a user.
 * @throws FieldErrors where another took the name or the address meanwhile
 * @throws ApiError 403 sign_up_closed, 401 no_active_account where they were deleted at that moment
 */
export async function createAccount(scope: Scope, client: Client, input: SignUpInput): Promise<User> {
  refuseClosed(scope);
  const { password, age } = input;
  const { username, email } = accountOf(scope, input);
  const isAsked = email !== "" && scope.settings.mail.verification !== "none";
  if (isAsked) await countProofMail(scope, client, email);
  const encoded = await makePassword(password, scope.settings.passwords, requesterOf(client, username));
  const event = signedUp(scope, { username, at: scope.now, address: client.address });
  const user = {
    username,
    password: encoded,
    email,
    foldedEmail: foldEmail(email),
    age,
    joinedAt: scope.now,
  };
  const further = isAsked ? askForProofSteps(scope, client, { key: null, username, email }, email) : [];
  const result = await insertUser(scope.store, user, [...event.steps, ...further]);
  if (result.ok) {
    event.log(result.user.key);
    return result.user;
  }
  if (result.taken === null) throw new ApiError("no_active_account");
  throw takenMeanwhile(client, result.taken);
}
