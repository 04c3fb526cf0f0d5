import { oncePerProcess } from "../process_wide";
import { processors } from "./pool.js";
import { HashingUnavailableError } from "./unavailable.js";

/** How many may wait for each that runs. At 0.3 s a hash the last of them waits some twenty seconds. */
const WAITING_PER_SLOT = 64;

interface Gate {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Runs `work` when one of the slots is free, of which this process has as many as there are processors, in order of
 * arrival. Not to be nested: `work` holds its slot to the end, and a second one inside could wait for itself.
 *
 * @throws HashingUnavailableError at once, where the queue is full
 */
export async function inHashingSlot<T>(work: () => Promise<T>): Promise<T> {
  const gate = oncePerProcess<Gate>("gate", () => ({ running: 0, waiting: [] }));
  await enter(gate);
  try {
    return await work();
  } finally {
    leave(gate);
  }
}

async function enter(gate: Gate): Promise<void> {
  const slots = processors;
  if (gate.running < slots) {
    gate.running++;
    return;
  }
  if (gate.waiting.length >= slots * WAITING_PER_SLOT)
    throw new HashingUnavailableError("Too many password hashes are waiting to be computed.");
  await new Promise<void>((resolve) => gate.waiting.push(resolve));
}

/** The slot goes straight to the next in line, so that nobody who arrives in between can overtake. */
function leave(gate: Gate): void {
  const next = gate.waiting.shift();
  if (next === undefined) gate.running--;
  else next();
}
