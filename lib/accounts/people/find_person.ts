import type { Scope } from "@/lib/scope/scope";
import { isAddressVerified } from "@/lib/store/addresses";
import { findUserFacts, type UserFacts } from "@/lib/store/user_facts";
import { canonicalKey } from "@/lib/store/user_key";
import { findUserByKey } from "@/lib/store/users";
import { secondFactorOf } from "../second_factor/state";
import { hasUsablePassword } from "../usable_password";

/** What staff see of a user whose page they open. */
export interface Person extends UserFacts {
  readonly isEmailVerified: boolean;
  /** Whether signing in asks for a code. */
  readonly hasSecondFactor: boolean;
  readonly hasPassword: boolean;
  /** The password's hash, by which live sign-ins are told from others. */
  readonly password: string;
}

/** @param id as answers show it; null where there is no such user */
export async function findPerson(scope: Scope, id: string): Promise<Person | null> {
  const { store } = scope;
  // No key holds NUL, which PostgreSQL does not take for text.
  const key = id.includes("\0") ? null : canonicalKey(store.schema.userTable.key.type, id);
  if (key === null) return null;
  const [facts, user, factor] = await Promise.all([
    findUserFacts(store, key),
    findUserByKey(store, key),
    secondFactorOf(scope, key),
  ]);
  if (facts === null || user === null) return null;
  return {
    ...facts,
    isEmailVerified: facts.email !== "" && (await isAddressVerified(store, key, facts.email)),
    hasSecondFactor: factor.enabled,
    hasPassword: hasUsablePassword(user),
    password: user.password,
  };
}
