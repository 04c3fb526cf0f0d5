import { isSignUpOpen } from "@/lib/accounts/create_account";
import { pageRequest } from "./page_request";

/** Whether accounts can be made here: the same for everybody. */
export async function canSignUp(): Promise<boolean> {
  return isSignUpOpen((await pageRequest()).scope);
}
