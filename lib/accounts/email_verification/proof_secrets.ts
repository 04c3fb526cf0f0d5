import { proofCode, proofKey } from "@/lib/credentials/email_proof";
import type { Scope } from "@/lib/scope/scope";
import { findProofByNonce } from "@/lib/store/email_proofs";
import type { ClaimedRow } from "@/lib/store/outbox";
import { findUserByKey } from "@/lib/store/users";
import { isLive } from "./live_proof";

/** What a mail proves an address with. */
export interface ProofSecrets {
  readonly link: string;
  readonly code: string;
}

/** Link and code of a mail, made when the mail is sent. @returns null where they would not work any more */
export async function proofSecrets(scope: Scope, { facts }: ClaimedRow): Promise<ProofSecrets | null> {
  const { settings, store } = scope;
  const proof = await findProofByNonce(store, facts.proof ?? "");
  const user = proof === null ? null : await findUserByKey(store, proof.userKey);
  if (proof === null || user === null || !isLive(scope, proof, user)) return null;
  const [secretKey] = settings.secretKeys;
  return {
    link: `${settings.origin}/user/email_verify/${proofKey(proof, secretKey)}`,
    code: proofCode(proof, secretKey),
  };
}
