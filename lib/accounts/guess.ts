import { guessedDigest } from "@/lib/credentials/digest";
import { isHashingUnavailable } from "@/lib/credentials/passwords/hashing/unavailable.js";
import type { Scope } from "@/lib/scope/scope";
import type { Step } from "@/lib/store/statements";
import { clearUsesStep, takeBackStep, type Uses } from "@/lib/store/throttle";
import type { Client } from "./client";
import { countAgainst, forgetUsesStep, networkOfClient } from "./throttle";

/** At whose password somebody guesses: a user's, known by a device or not, or that of a name which nobody has. */
export type Guessed =
  | { readonly userKey: string; readonly device: string | null }
  | { readonly unknownName: string };

/** A password that was given, and counted before it is checked. */
export interface Guess {
  /**
   * What a right password writes, in the transaction of what it allows: the account's count begins again. The network's goes back
   * by this one only: else somebody could guess for ever who signs in to an account of their own in between.
   */
  readonly rightSteps: readonly Step[];
  /** Checks the password. A check that could not be made is not counted. */
  check<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Counts a guess by account, or by the device that the account knows, and by network.
 * @throws ApiError 429 throttled where one of them has had its guesses; what the password is makes no difference then
 */
export async function countGuess(scope: Scope, client: Client, guessed: Guessed): Promise<Guess> {
  const [account = null, network = null] = await countAgainst(
    scope,
    { action: "account", by: digestOf(scope, guessed), named: nameOf(guessed) },
    { action: "address", by: networkOfClient(client) },
  );
  const { store } = scope;
  const back = (uses: Uses | null) => (uses === null ? [] : [takeBackStep(store, uses)]);
  return {
    // In the order of their keys, as they were counted.
    rightSteps: [...(account === null ? [] : [clearUsesStep(account.key)]), ...back(network)],
    async check(work) {
      try {
        return await work();
      } catch (error) {
        if (isHashingUnavailable(error)) await store.statements.write([...back(account), ...back(network)]);
        throw error;
      }
    },
  };
}

/** Forgets what was guessed at a user, as a step of the transaction that deletes them. */
export function forgetGuessesStep(scope: Scope, userKey: string): Step {
  return forgetUsesStep({ action: "account", by: digestOf(scope, { userKey, device: null }) });
}

function digestOf({ settings }: Scope, guessed: Guessed): string {
  return guessedDigest(accountOf(guessed), settings.secretKeys[0]);
}

/** A name that nobody has is counted like an account, so that 429 does not tell the one from the other. */
function accountOf(guessed: Guessed): string {
  if ("unknownName" in guessed) return `name ${guessed.unknownName}`;
  const { userKey, device } = guessed;
  return device === null ? `user ${userKey}` : `device ${device} user ${userKey}`;
}

/** For the log. What was typed for a name may be a password. */
function nameOf(guessed: Guessed): string | null {
  return "unknownName" in guessed ? null : `user ${guessed.userKey}`;
}
