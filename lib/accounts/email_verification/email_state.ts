import type { Scope } from "@/lib/scope/scope";
import { isAddressVerified } from "@/lib/store/addresses";
import { findProofOfUser } from "@/lib/store/email_proofs";
import type { User } from "@/lib/store/users";
import { isLive } from "./live_proof";

/** What is known of a user's address. */
export interface EmailState {
  readonly email: string;
  readonly verified: boolean;
  /** A new address that is asked for and not proven yet. */
  readonly pending: string | null;
}

export async function emailState(scope: Scope, user: User): Promise<EmailState> {
  const { email } = user;
  const proof = await findProofOfUser(scope.store, user.key);
  const isPending = proof !== null && proof.address !== email && isLive(scope, proof, user);
  return {
    email,
    verified: await isAddressVerified(scope.store, user.key, email),
    pending: isPending ? proof.address : null,
  };
}
