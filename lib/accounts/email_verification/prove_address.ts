import { FieldErrors, type FieldMessage } from "@/lib/contract/errors";
import { isProofCode, isProofKey, nonceOfKey } from "@/lib/credentials/email_proof";
import { type AccountEvent, emailChanged, emailVerified } from "@/lib/events/account_events";
import { emailChangedMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import {
  type EmailProof,
  findProofByNonce,
  findProofForCode,
  type Proven,
  spendProof,
} from "@/lib/store/email_proofs";
import { findUserByKey, type User } from "@/lib/store/users";
import { accountShape } from "../account_shape";
import type { Client } from "../client";
import { clientLanguage } from "../client_language";
import { endFormerNameSteps } from "../end_former_name";
import { foldEmail } from "../fold_email";
import { takenMessage } from "../taken_fields";
import { countAgainst } from "../throttle";
import { isLive } from "./live_proof";

/**
 * Proves an address by the key of a mailed link, whoever has it: nobody is signed in by it.
 * @throws FieldErrors where the link was used, does not work any more or is none, or another has taken the address
 */
export async function proveByKey(scope: Scope, client: Client, key: string): Promise<void> {
  const nonce = nonceOfKey(key);
  const proof = nonce === null ? null : await findProofByNonce(scope.store, nonce);
  if (proof === null || !isProofKey(key, proof, scope.settings.secretKeys))
    throw wrong("key", "link_invalid");
  if (proof.usedAt !== null) throw wrong("key", "link_used");
  const proven = await prove(scope, client, proof);
  if (proven === "taken") throw new FieldErrors({ key: [takenMessage(client, "email")] });
  if (proven !== "void") return;
  // Another request was faster, with this link or with what ended it.
  const now = await findProofByNonce(scope.store, proof.nonce);
  throw wrong("key", now?.usedAt == null ? "link_invalid" : "link_used");
}

/**
 * Proves a user's address by the code of the mail.
 * @throws FieldErrors where the code is wrong, too old or used, or another has taken the address
 * @throws ApiError 429 throttled, before the code is looked at
 */
export async function proveByCode(scope: Scope, client: Client, user: User, code: string): Promise<void> {
  await countAgainst(scope, { action: "code", by: `email ${user.key}` });
  const proof = await findProofForCode(scope.store, user.key);
  const isRight = proof !== null && isProofCode(code, proof, scope.settings.secretKeys);
  const proven = isRight ? await prove(scope, client, proof) : "void";
  if (proven === "taken") throw new FieldErrors({ code: [takenMessage(client, "email")] });
  if (proven === "void") throw wrong("code", "email_code_invalid");
}

function wrong(field: "key" | "code", key: FieldMessage["key"]): FieldErrors {
  return new FieldErrors({ [field]: [{ key }] });
}

async function prove(scope: Scope, client: Client, proof: EmailProof): Promise<Proven> {
  const { store, now: at } = scope;
  const user = await findUserByKey(store, proof.userKey);
  const folded = foldEmail(proof.address);
  if (!user?.isActive || folded === null || !isLive(scope, proof, user)) return "void";
  const isNew = proof.address !== proof.userEmail;
  const context = { userKey: user.key, at, address: client.address };
  const event: AccountEvent = isNew ? emailChanged(scope, context) : emailVerified(scope, context);
  const further = [
    ...event.steps,
    ...(isNew ? emailChangedMail(scope, { user, language: clientLanguage(scope, client) }) : []),
    ...(isNew && accountShape(scope).nameIsAddress ? endFormerNameSteps(scope, user, null) : []),
  ];
  const proven = await spendProof(store, user, { ...proof, folded, at }, further);
  if (proven === "verified") event.log();
  return proven;
}
