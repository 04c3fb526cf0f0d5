import { ApiError, FieldErrors, type Message } from "@/lib/contract/errors";
import type { SignUpInput } from "@/lib/contract/fields";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import { validatePassword } from "@/lib/credentials/passwords/validators";
import type { Scope } from "@/lib/scope/scope";
import { findTaken, insertUser, type TakenField, type User } from "@/lib/store/users";
import { type Client, requesterOf } from "./client";
import { foldEmail } from "./fold_email";

const TAKEN = {
  username: { key: "username_taken" },
  email: { key: "email_taken" },
} as const satisfies Record<TakenField, Message>;

/**
 * What else is wrong with the fields that are well formed: all errors are told at once, before the costly hash.
 * Whether a name is free is decided by {@link createAccount}.
 */
export async function findSignUpProblems(
  scope: Scope,
  input: Partial<SignUpInput>,
): Promise<Record<string, Message[]>> {
  const problems: Record<string, Message[]> = {};
  const folded = foldEmail(input.email ?? "");
  for (const field of await findTaken(scope.store, input.username ?? null, folded)) {
    problems[field] = [TAKEN[field]];
  }
  if (input.password !== undefined) {
    const user = { username: input.username ?? "", email: input.email ?? "" };
    const weak = validatePassword(input.password, user, scope.settings.passwords);
    if (weak.length > 0) problems.password = weak.map(({ code, params }) => ({ key: code, params }));
  }
  return problems;
}

/**
 * Makes a user.
 * @throws FieldErrors where another took the name or the address meanwhile
 * @throws ApiError 401 no_active_account where they were deleted at that moment
 */
export async function createAccount(
  scope: Scope,
  client: Client,
  { username, password, email, age }: SignUpInput,
): Promise<User> {
  const encoded = await makePassword(password, scope.settings.passwords, requesterOf(client, username));
  const result = await insertUser(scope.store, {
    username,
    password: encoded,
    email,
    foldedEmail: foldEmail(email),
    age,
    joinedAt: scope.now,
  });
  if (result.ok) return result.user;
  if (result.taken === null) throw new ApiError("no_active_account");
  throw new FieldErrors({ [result.taken]: [TAKEN[result.taken]] });
}
