import { FieldErrors, type FieldMessage } from "@/lib/contract/errors";
import { takenTold } from "@/lib/events/server_events";
import type { Scope } from "@/lib/scope/scope";
import type { TakenField } from "@/lib/store/users";
import type { Client } from "./client";
import { countAgainst, networkOfClient, refuseThrottled } from "./throttle";

export const TAKEN = {
  username: { key: "username_taken" },
  email: { key: "email_taken" },
} as const satisfies Record<TakenField, FieldMessage>;

/**
 * Tells a client which of a name and an address are taken, so often and no more (THROTTLE_SIGNUP), and logs that it was told.
 * @param find looks which are
 * @returns messages by field; none where both are free
 * @throws ApiError 429 throttled where the client was told too often
 */
export async function tellTaken(
  scope: Scope,
  client: Client,
  find: () => Promise<TakenField[]>,
): Promise<Record<string, FieldMessage[]>> {
  const limited = { action: "signUp", by: networkOfClient(client) } as const;
  await refuseThrottled(scope, limited);
  const taken = await find();
  if (taken.length === 0) return {};
  await countAgainst(scope, limited);
  takenTold(client.address, taken);
  return Object.fromEntries(taken.map((field) => [field, [TAKEN[field]]]));
}

/** The refusal where somebody else took it at the same moment: the database decided. */
export function takenMeanwhile(client: Client, field: TakenField): FieldErrors {
  return new FieldErrors({ [field]: [takenMessage(client, field)] });
}

/** The message that something is taken, of which the log is told, too. */
export function takenMessage(client: Client, field: TakenField): FieldMessage {
  takenTold(client.address, [field]);
  return TAKEN[field];
}
