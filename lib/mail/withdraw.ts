import { deleteOutboxStep, disownOutboxStep } from "@/lib/store/outbox";
import type { Step } from "@/lib/store/statements";
import type { MailKind } from "./content";

/** Mails that open something of their user's account. */
const OPENING: readonly MailKind[] = ["password_reset"];

/**
 * What becomes of the mails to a user who is deleted, as the last steps of that transaction: those that would open the account are
 * not sent; notices are, so that whoever took over an account cannot keep its owner from being told. They name no user any more.
 */
export function withdrawMailSteps(userKey: string): Step[] {
  return [...OPENING.map((kind) => deleteOutboxStep(userKey, kind)), disownOutboxStep(userKey)];
}
