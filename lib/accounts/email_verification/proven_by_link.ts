import type { Scope } from "@/lib/scope/scope";
import { verifyAddressSteps } from "@/lib/store/addresses";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import { foldEmail } from "../fold_email";

/** Notes, as steps, that a user has the address to which a link was mailed that they have used, such as for a new password. */
export function provenByLinkSteps({ store, now }: Scope, { key: userKey, email }: User): Step[] {
  const folded = foldEmail(email);
  return folded === null ? [] : verifyAddressSteps(store, { userKey, email, folded }, now);
}
