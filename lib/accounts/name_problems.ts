import type { FieldMessage } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import { accountShape } from "./account_shape";
import { foldEmail } from "./fold_email";

/**
 * What is wrong with a new name beside the address of its account. With SIGN_IN_BY=both a name is found before an address: who
 * has somebody's address for a name would keep them from signing in by it.
 */
export function nameProblems(scope: Scope, account: Named): Record<string, FieldMessage[]> {
  return isForeign(scope, account) ? { username: [{ key: "username_not_own_address" }] } : {};
}

/** What is wrong with a new address of an account whose name stays: that would be somebody else's from then on. */
export function newAddressProblems(
  scope: Scope,
  account: Named,
  email: string,
): Record<string, FieldMessage[]> {
  const becomesForeign = !isForeign(scope, account) && isForeign(scope, { ...account, email });
  return becomesForeign ? { email: [{ key: "username_is_address" }] } : {};
}

interface Named {
  readonly username: string;
  readonly email: string;
}

/** Whether a name looks like an address that is not the account's own, where that matters. */
function isForeign(scope: Scope, { username, email }: Named): boolean {
  const { signInBy, nameIsAddress } = accountShape(scope);
  const mustBeOwn = signInBy === "both" && !nameIsAddress && username.includes("@");
  return mustBeOwn && foldEmail(username) !== foldEmail(email);
}
