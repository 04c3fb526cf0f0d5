import type { Step } from "./statements";

/**
 * Makes void that a new address was asked for, unless it is proven already, as a step. Whoever ends a stranger's sign-ins is
 * rid of an address, too, that the stranger has asked for.
 */
export function dropPendingAddressStep(userKey: string): Step {
  return {
    sql: "DELETE FROM latchkey_email_proof WHERE user_key = ? AND address <> user_email AND used_at IS NULL",
    params: [userKey],
  };
}
