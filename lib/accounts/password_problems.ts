import type { FieldMessage } from "@/lib/contract/errors";
import { isBreached } from "@/lib/credentials/passwords/breached_passwords";
import { validatePassword } from "@/lib/credentials/passwords/validators";
import type { Scope } from "@/lib/scope/scope";
import type { User } from "@/lib/store/users";

/**
 * All that is wrong with a new password, by PASSWORD_VALIDATORS and BREACHED_PASSWORDS; an empty list where nothing is.
 * @param user whose password it will be; an empty string counts as not given
 * @throws BreachedListError where the file of breached passwords cannot be read
 */
export async function passwordProblems(
  { settings: { passwords } }: Scope,
  password: string,
  user: Pick<User, "username" | "email">,
): Promise<FieldMessage[]> {
  const problems = validatePassword(password, user, passwords);
  if (problems.length > 0) return problems.map(({ code, params }) => ({ key: code, params }));
  const { breachedList } = passwords;
  const breached = breachedList !== null && (await isBreached(password, breachedList));
  return breached ? [{ key: "password_breached" }] : [];
}
