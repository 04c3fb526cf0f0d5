import type { FieldMessage } from "@/lib/contract/errors";
import { randomId } from "@/lib/credentials/digest";
import { emailVerificationMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import { isAddressVerified } from "@/lib/store/addresses";
import { askForProofStep, findProofOfUser } from "@/lib/store/email_proofs";
import { userLock } from "@/lib/store/end_sign_ins";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import { accountShape } from "../account_shape";
import type { Client } from "../client";
import { clientLanguage } from "../client_language";
import { proofMailTo } from "../count_change";
import { foldEmail } from "../fold_email";

import { countAgainst, networkOfClient } from "../throttle";
import { isLive } from "./live_proof";

/** A user as the steps find them. `key` is null of one who is only made by the same transaction. */
interface Asked extends Pick<User, "username" | "email"> {
  readonly key: string | null;
}

/**
 * Counts a mail that is asked for: by its address, apart from what strangers ask for it (a new password), and by the network
 * that asks.
 * @throws ApiError 429 throttled
 */
export async function countProofMail(scope: Scope, client: Client, address: string): Promise<void> {
  await countAgainst(scope, proofMailTo(scope, foldEmail(address) ?? ""), {
    action: "mailNetwork",
    by: networkOfClient(client),
  });
}

/**
 * Asks for the proof of an address, in place of whatever was asked for before, as steps: the proof and its mail. The first
 * changes no row where the user has another name or address by then.
 */
export function askForProofSteps(scope: Scope, client: Client, user: Asked, address: string): Step[] {
  const { store, now: at } = scope;
  const nonce = randomId();
  const language = clientLanguage(scope, client);
  return [
    askForProofStep(store, user, { address, nonce, at }),
    ...emailVerificationMail(scope, { userKey: user.key, username: user.username, address, nonce, language }),
  ];
}

/**
 * Mails once more what a user was asked for and has not proven: a new address that is asked for, else the present one. Does
 * nothing where there is nothing to prove, and with EMAIL_VERIFICATION=none.
 * @throws ApiError 429 throttled
 */
export async function askAgain(scope: Scope, client: Client, user: User): Promise<void> {
  if (scope.settings.mail.verification === "none") return;
  const address = await addressToProve(scope, user);
  if (address === null) return;
  await countProofMail(scope, client, address);
  await writeProof(scope, client, user, address);
}

/** Asks for the proof of a user's present address, unless they have a mail whose link still works. */
export async function askUnlessAsked(scope: Scope, client: Client, user: User): Promise<void> {
  const asked = await findProofOfUser(scope.store, user.key);
  if (asked !== null && isLive(scope, asked, user)) return;
  await countProofMail(scope, client, user.email);
  await writeProof(scope, client, user, user.email);
}

/** @returns whether the user was still as they were read */
export async function writeProof(
  scope: Scope,
  client: Client,
  user: User,
  address: string,
): Promise<boolean> {
  const { store } = scope;
  const steps = askForProofSteps(scope, client, user, address);
  const [asked] = await store.statements.write(steps, { guarded: true, lock: userLock(store, user.key) });
  return asked === 1;
}

async function addressToProve(scope: Scope, user: User): Promise<string | null> {
  const asked = await findProofOfUser(scope.store, user.key);
  if (asked !== null && isLive(scope, asked, user)) return asked.address;
  if (user.email === "" || (await isAddressVerified(scope.store, user.key, user.email))) return null;
  return user.email;
}

/** What is wrong with an empty address where every account needs one. */
export function addressProblems(scope: Scope, email: string | undefined): Record<string, FieldMessage[]> {
  return accountShape(scope).needsEmail && email === "" ? { email: [{ key: "blank" }] } : {};
}
