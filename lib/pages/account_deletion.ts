import { type AccountDeletion, accountDeletion as deletionOf } from "@/lib/accounts/delete_account";
import { pageRequest } from "./page_request";

export type { AccountDeletion };

/** What becomes of an account that its user deletes: the same for everybody. */
export async function accountDeletion(): Promise<AccountDeletion> {
  return deletionOf((await pageRequest()).scope);
}
