import { type AccountShape, signInField, takesAddress } from "@/lib/contract/account_shape";
import { normalizeEmail } from "@/lib/contract/email";
import type { FieldMessage } from "@/lib/contract/errors";
import { normalizeUsername, type SignInInput } from "@/lib/contract/fields";
import type { Scope } from "@/lib/scope/scope";
import { findUnrecordedUser, findUserByAddress } from "@/lib/store/addresses";
import { findUserByUsername, type User } from "@/lib/store/users";
import { accountShape } from "./account_shape";
import type { Client } from "./client";
import { foldEmail } from "./fold_email";
import { namingProblems } from "./one_name";

/** In UTF-16 code units; sign-up takes 254 characters. */
const MAX_ADDRESS_UNITS = 2 * 254;

/** What is wrong with how a sign-in names its account, where it may give an address: as `username` or as `email`. */
export async function findSignInProblems(
  scope: Scope,
  _client: Client,
  input: Partial<SignInInput>,
): Promise<Record<string, FieldMessage[]>> {
  const shape = accountShape(scope);
  return takesAddress(shape) ? namingProblems(input, signInField(shape)) : {};
}

/** The name or address that a sign-in gives. */
export function typedName({ username, email }: SignInInput): string {
  return username ?? email ?? "";
}

/** What a user signs in with, by which password managers know them. */
export function signInNameOf(scope: Scope, { username, email }: Pick<User, "username" | "email">): string {
  return accountShape(scope).signInBy === "email" && email !== "" ? email : username;
}

/**
 * By what a name that nobody has is counted. All spellings by which one account can be found count as one, or their count
 * would tell whether there is such an account.
 */
export function countedName(scope: Scope, typed: string): string {
  const shape = accountShape(scope);
  const name = storedName(shape, typed);
  return (shape.signInBy !== "username" && name.includes("@") && foldTyped(name)) || name;
}

/**
 * The account that somebody names at sign-in. A name is looked for as it was typed, which Django may have stored so, else as
 * sign-up stores it. With SIGN_IN_BY=both the name comes first, then the address. An address that several active accounts have
 * names none.
 */
export async function findNamed(scope: Scope, typed: string): Promise<User | null> {
  const shape = accountShape(scope);
  const { signInBy, nameIsAddress } = shape;
  const names =
    signInBy === "email" && !nameIsAddress ? [] : [typed, normalizeUsername(typed), storedName(shape, typed)];
  for (const name of new Set(names)) {
    const found = await findUserByUsername(scope.store, name);
    if (found !== null) return found;
  }
  return signInBy === "username" ? null : findByAddress(scope, typed);
}

async function findByAddress({ store }: Scope, typed: string): Promise<User | null> {
  const folded = foldTyped(typed);
  if (folded === null) return null;
  const found = await findUserByAddress(store, folded);
  return found ?? findUnrecordedUser(store, [typed, normalizeEmail(typed)], folded);
}

/** A name as sign-up stores it. */
function storedName({ nameIsAddress }: AccountShape, typed: string): string {
  const name = normalizeUsername(typed);
  return nameIsAddress ? normalizeEmail(name) : name;
}

/** @returns null for what is no address, or too long for one: how long folding takes depends on it */
function foldTyped(typed: string): string | null {
  return typed.length > MAX_ADDRESS_UNITS ? null : foldEmail(typed);
}
