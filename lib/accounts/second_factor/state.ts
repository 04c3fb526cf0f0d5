import type { Scope } from "@/lib/scope/scope";
import { countRecoveryCodes, findTotp } from "@/lib/store/second_factors";

/** A user's second factor, as they see it. */
export interface SecondFactor {
  /** Whether signing in asks for a code. */
  readonly enabled: boolean;
  /** How many recovery codes are left. */
  readonly recoveryCodes: number;
}

export async function secondFactorOf({ store }: Scope, userKey: string): Promise<SecondFactor> {
  const totp = await findTotp(store, userKey);
  return { enabled: totp?.secret != null, recoveryCodes: await countRecoveryCodes(store, userKey) };
}
