import { guessedDigest } from "@/lib/credentials/digest";
import { isHashingUnavailable } from "@/lib/credentials/passwords/hashing/unavailable.js";
import type { Scope } from "@/lib/scope/scope";
import type { Step } from "@/lib/store/statements";
import { clearUsesStep, takeBackStep, type Uses } from "@/lib/store/throttle";
import type { Client } from "./client";
import { isRevoked, knownDevice } from "./device";
import { countAgainst, forgetUsesStep, networkOfClient } from "./throttle";

/** At whose password somebody guesses: a user's, or that of a name which nobody has. */
export type Guessed = { readonly userKey: string } | { readonly unknownName: string };

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
  const device = "userKey" in guessed ? knownDevice(scope, client, guessed.userKey) : null;
  if (device === null || !("userKey" in guessed)) return guessOf(scope, await count(scope, client, guessed));
  const [counted, revoked] = await Promise.all([
    count(scope, client, guessed, device.id),
    isRevoked(scope, guessed.userKey, device),
  ]);
  if (!revoked) return guessOf(scope, counted);
  await scope.store.statements.write(takeBackSteps(scope, counted));
  return guessOf(scope, await count(scope, client, guessed));
}

/** What was counted; null where nothing is limited. */
interface Counted {
  readonly account: Uses | null;
  readonly network: Uses | null;
}

async function count(
  scope: Scope,
  client: Client,
  guessed: Guessed,
  device: string | null = null,
): Promise<Counted> {
  const [account = null, network = null] = await countAgainst(
    scope,
    { action: "account", by: digestOf(scope, guessed, device), named: nameOf(guessed) },
    { action: "address", by: networkOfClient(client) },
  );
  return { account, network };
}

function guessOf(scope: Scope, counted: Counted): Guess {
  const { account, network } = counted;
  return {
    // In the order of their keys, as they were counted.
    rightSteps: [
      ...(account === null ? [] : [clearUsesStep(account.key)]),
      ...takeBackSteps(scope, { account: null, network }),
    ],
    async check(work) {
      try {
        return await work();
      } catch (error) {
        if (isHashingUnavailable(error)) await scope.store.statements.write(takeBackSteps(scope, counted));
        throw error;
      }
    },
  };
}

function takeBackSteps({ store }: Scope, { account, network }: Counted): Step[] {
  return [account, network].flatMap((uses) => (uses === null ? [] : [takeBackStep(store, uses)]));
}

/**
 * Forgets what was guessed at a user, as a step of the transaction that gives the reason.
 * @param device by whom: a browser that the account knows, or strangers
 */
export function forgetGuessesStep(scope: Scope, userKey: string, device: string | null = null): Step {
  return forgetUsesStep(scope, { action: "account", by: digestOf(scope, { userKey }, device) });
}

/** A name that nobody has is counted like an account, so that 429 does not tell the one from the other. */
function digestOf({ settings }: Scope, guessed: Guessed, device: string | null): string {
  const account = "unknownName" in guessed ? `name ${guessed.unknownName}` : `user ${guessed.userKey}`;
  return guessedDigest(device === null ? account : `device ${device} ${account}`, settings.secretKeys[0]);
}

/** For the log. What was typed for a name may be a password. */
function nameOf(guessed: Guessed): string | null {
  return "unknownName" in guessed ? null : `user ${guessed.userKey}`;
}
