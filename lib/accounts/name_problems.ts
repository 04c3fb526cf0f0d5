import type { FieldMessage } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import { accountShape } from "./account_shape";
import { foldEmail } from "./fold_email";

/**
 * What is wrong with a new name beside the address of its account. With SIGN_IN_BY=both a name is found before an address: who
 * took somebody's address for a name would keep them from signing in by it.
 */
export function nameProblems(
  scope: Scope,
  { username, email }: { readonly username: string; readonly email: string },
): Record<string, FieldMessage[]> {
  const { signInBy, nameIsAddress } = accountShape(scope);
  const mustBeOwn = signInBy === "both" && !nameIsAddress && username.includes("@");
  if (!mustBeOwn || foldEmail(username) === foldEmail(email)) return {};
  return { username: [{ key: "username_not_own_address" }] };
}
