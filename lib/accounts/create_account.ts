import { ApiError, type FieldMessage } from "@/lib/contract/errors";
import type { SignUpInput } from "@/lib/contract/fields";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import { signedUp } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import type { NewUser } from "@/lib/store/insert_user";
import { findTaken, insertUser, type TakenField, type User } from "@/lib/store/users";
import { accountShape } from "./account_shape";
import { type Client, requesterOf } from "./client";
import { addressProblems, askForProofSteps, countProofMail } from "./email_verification/ask_for_proof";
import { foldEmail } from "./fold_email";
import { lengthProblems } from "./length_problems";
import { madeName, madeNames } from "./made_names";
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
  // A name that is made is one that is free.
  const name = isNameMade(scope, input) ? null : username;
  return tellTaken(scope, client, () => findTaken(scope.store, name, foldEmail(email)));
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
  // Nobody knows a name that is made; what it is made of is in the address.
  const known = isNameMade(scope, input) ? { ...account, username: "" } : account;
  const weak = await passwordProblems(scope, input.password, known);
  return weak.length > 0 ? { ...wrong, password: weak } : wrong;
}

/** Whether nobody has given a name, so that one is made from the address. */
function isNameMade(scope: Scope, { username }: Partial<SignUpInput>): boolean {
  const { nameIsAddress, signUp } = accountShape(scope);
  return username === undefined && !nameIsAddress && signUp.username !== "required";
}

/** The name and the address that a sign-up asks for: one value, where the name is the address. */
export function accountOf(
  scope: Scope,
  input: Partial<SignUpInput>,
): { readonly username: string; readonly email: string } {
  const { username, email } = input;
  const address = email ?? username ?? "";
  if (accountShape(scope).nameIsAddress) return { username: address, email: address };
  const name = isNameMade(scope, input) && email !== undefined ? madeName(scope, email) : username;
  return { username: name ?? "", email: email ?? "" };
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
  if (isAsked(scope, email)) await countProofMail(scope, client, email);
  const encoded = await makePassword(password, scope.settings.passwords, requesterOf(client, username));
  const user = { password: encoded, email, foldedEmail: foldEmail(email), age, joinedAt: scope.now };
  const isMade = isNameMade(scope, input);
  for (const name of isMade ? madeNames(scope, email) : [username]) {
    const made = await insertNamed(scope, client, { ...user, username: name });
    if (typeof made === "object") return made;
    if (made === "gone") throw new ApiError("no_active_account");
    if (made === "email" || !isMade) throw takenMeanwhile(client, made);
  }
  throw new ApiError("unavailable");
}

/** Whether an address has to be proven. */
function isAsked({ settings }: Scope, email: string): boolean {
  return email !== "" && settings.mail.verification !== "none";
}

/** @returns the user; what is taken; or that they were deleted at that moment */
async function insertNamed(scope: Scope, client: Client, user: NewUser): Promise<User | TakenField | "gone"> {
  const { username, email } = user;
  const event = signedUp(scope, { username, at: scope.now, address: client.address });
  const further = isAsked(scope, email)
    ? askForProofSteps(scope, client, { key: null, username, email }, email)
    : [];
  const result = await insertUser(scope.store, user, [...event.steps, ...further]);
  if (!result.ok) return result.taken ?? "gone";
  event.log(result.user.key);
  return result.user;
}
