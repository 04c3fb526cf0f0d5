import type { Store } from "@/lib/store/open";
import { type RefusedContext, signInRefusedStep } from "./account_events";
import { logRepeated } from "./repeated";

/*
 * Rows of refused sign-ins are written beside the requests, since one that writes would take longer where there is such an
 * account; and bounded, so that a storm of guesses costs no more than its hashes.
 */

/** Refusals within this time are written together. */
const DELAY_MS = 1000;
/** Rows of one transaction. Of more accounts and addresses within the time only the log tells. */
const MAX_WAITING = 100;

interface Refusals extends RefusedContext {
  count: number;
}

/** Who sent the request. */
interface Sender {
  readonly address: string | null;
  readonly userAgent?: string | null;
}

const waiting = new WeakMap<Store, Map<string, Refusals>>();

/**
 * A password was refused, at a sign-in or where somebody who is signed in gives it again. A person sees a row of it if it was
 * their account; the log has no name, which may be a password.
 * @param refusal.userKey null where there is no such account
 */
export function noteRefusedSignIn(
  store: Store,
  { address, userAgent = null }: Sender,
  { userKey, at, of }: Pick<RefusedContext, "at" | "of"> & { readonly userKey: string | null },
): void {
  logRepeated("sign_in_refused", { user: userKey, address, of });
  if (userKey === null) return;
  const refusals = waiting.get(store) ?? new Map<string, Refusals>();
  const key = JSON.stringify([userKey, address, of]);
  const known = refusals.get(key);
  if (known !== undefined) known.count += 1;
  else if (refusals.size < MAX_WAITING) refusals.set(key, { userKey, at, address, userAgent, of, count: 1 });
  if (waiting.has(store)) return;
  waiting.set(store, refusals);
  setTimeout(() => writeRefusedSignIns(store), DELAY_MS).unref();
}

/** Drops the rows that wait for a user who is deleted: somebody else may get the same key. */
export function forgetRefusedSignIns(store: Store, userKey: string): void {
  const refusals = waiting.get(store);
  for (const [key, refusal] of refusals ?? []) if (refusal.userKey === userKey) refusals?.delete(key);
}

/** Writes the rows that wait, as a server does before it ends. Where that fails the log has the refusals. */
export async function writeRefusedSignIns(store: Store): Promise<void> {
  const refusals = [...(waiting.get(store)?.values() ?? [])];
  waiting.delete(store);
  if (refusals.length === 0) return;
  const steps = refusals.map(({ count, ...context }) => signInRefusedStep(store, context, count));
  await store.statements.write(steps).catch((error: unknown) => {
    logRepeated("refusals_not_written", { error: String(error) });
  });
}
