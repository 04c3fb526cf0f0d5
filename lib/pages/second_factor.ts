import { type SecondFactor, secondFactorOf } from "@/lib/accounts/second_factor/state";
import { currentCredentials } from "./current_credentials";
import { pageRequest } from "./page_request";

export type { SecondFactor } from "@/lib/accounts/second_factor/state";

/** The second factor of whose account the page shows; null where nobody is signed in. */
export async function secondFactor(): Promise<SecondFactor | null> {
  const { user } = await currentCredentials();
  return user === null ? null : secondFactorOf((await pageRequest()).scope, String(user.id));
}
