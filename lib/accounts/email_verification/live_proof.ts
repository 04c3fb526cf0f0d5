import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import type { EmailProof } from "@/lib/store/email_proofs";
import type { User } from "@/lib/store/users";

/** Whether what a user was asked for can still be proven: unused, not too old, and their address is still the one it was. */
export function isLive({ settings, now }: Scope, proof: EmailProof, user: Pick<User, "email">): boolean {
  return (
    proof.usedAt === null &&
    now < addSeconds(proof.createdAt, settings.mail.verificationTimeout) &&
    proof.userEmail === user.email
  );
}
