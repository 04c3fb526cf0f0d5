import { accountShape } from "@/lib/accounts/account_shape";
import type { AccountShape } from "@/lib/contract/account_shape";
import { pageRequest } from "./page_request";

/** What accounts have here: the same for everybody. */
export async function pageShape(): Promise<AccountShape> {
  return accountShape((await pageRequest()).scope);
}
