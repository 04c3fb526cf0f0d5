import { outboxFailed, outboxLost } from "@/lib/events/server_events";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import {
  type ClaimedRow,
  claimRow,
  type OutboxPart,
  postponeRow,
  removeRow,
  UndeliverableError,
} from "@/lib/store/outbox";

/** So long nobody else tries a row: longer than one try may take. Seconds. */
const LEASE = 300;
/** After the first failed try; doubled after each. Seconds. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [60, 3600];
/** After this long a row is given up. Seconds. */
const MAX_AGE = 3 * 86_400;

export interface Running {
  readonly settings: Scope["settings"];
  readonly store: Scope["store"];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How a part of the outbox is sent. */
export interface Sender {
  readonly part: OutboxPart;
  /**
   * @returns whether it was sent; else the row is gone, or has led to others
   * @throws UndeliverableError where no further try succeeds; any other error where a later one may
   */
  send(scope: Scope, row: ClaimedRow, abort?: AbortSignal): Promise<boolean>;
}

/**
 * Sends the rows of the outbox that are due, one after the other. Several processes may do it at once: each row is claimed by one
 * of them. It is removed after it was sent; where the process ends in between, or the connection before the answer, it is sent
 * once more.
 * @param stop ends it after the row that is being sent
 * @param abort ends it at once: that row is sent again later
 * @returns how many were sent
 */
export async function sendOutbox(
  { part, send }: Sender,
  running: Running,
  stop?: AbortSignal,
  abort?: AbortSignal,
): Promise<number> {
  const { settings, store } = running;
  let sent = 0;
  while (!stop?.aborted) {
    const now = new Date(running.now());
    const row = await claimRow(store, part, now, addSeconds(now, LEASE));
    if (row === null) break;
    const scope = { settings, store, now };
    try {
      if (!(await send(scope, row, abort))) continue;
    } catch (error) {
      if (abort?.aborted) await postponeRow(store, row, now);
      else await putOff(scope, part, row, error);
      continue;
    }
    await removeRow(store, row);
    sent += 1;
  }
  return sent;
}

async function putOff(
  { store, now }: Scope,
  part: OutboxPart,
  row: ClaimedRow,
  error: unknown,
): Promise<void> {
  const isTooOld = addSeconds(row.at, MAX_AGE) <= now;
  if (error instanceof UndeliverableError || isTooOld) {
    await removeRow(store, row);
    outboxLost(part, row, error);
    return;
  }
  outboxFailed(part, error);
  const pause = Math.min(FIRST_PAUSE * 2 ** (row.tries - 1), LONGEST_PAUSE);
  await postponeRow(store, row, addSeconds(now, pause));
}
