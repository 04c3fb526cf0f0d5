import { flood, type Sent } from "./flood";
import type { Load } from "./load";
import { askAtPace } from "./paced";
import type { Target } from "./target";

export interface Measured {
  /** good answers a second */
  readonly rate: number;
  /** milliseconds */
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the server a request, milliseconds */
  readonly cpu: number | null;
  /** MB */
  readonly memory: number | null;
  /** What bounds the rate, measured right behind it; null where nothing of the kind is known. */
  readonly limit: number | null;
  /** How much of its limit the rate reached. */
  readonly share: number | null;
  /** Answers that were not 2xx: a measurement with some means nothing. */
  readonly failed: number;
}

/** @param seconds how long to send, and then to measure its limit */
export async function measure(load: Load, seconds: number): Promise<Measured> {
  const { target, beside } = load;
  const before = target.cpu();
  const [sent] = await Promise.all([
    load.pace === undefined ? flood(load, seconds) : pace(load, load.pace, seconds),
    beside?.(seconds),
  ]);
  const after = target.cpu();
  await settled(target);
  const rate = sent.good / sent.seconds;
  const limit = (await load.limit?.(seconds)) ?? null;
  const countable = before !== null && after !== null && sent.good > 0 && !beside;
  return {
    rate,
    p50: sent.p50,
    p99: sent.p99,
    cpu: countable ? ((after - before) * 1000) / sent.good : null,
    memory: target.memory(),
    limit,
    share: limit === null ? null : rate / limit,
    failed: sent.failed,
  };
}

const SETTLING_MS = 250;
/** Of CPU time, seconds in that time: less than this is what an idle server does. */
const IDLE = 0.03;
const LONGEST_SETTLING_MS = 20_000;

/** Until the server has nothing left to do: hashes under way when a round ends would slow the next row down. */
async function settled({ cpu }: Target): Promise<void> {
  const end = performance.now() + LONGEST_SETTLING_MS;
  for (let before = cpu(); before !== null && performance.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    const after = cpu();
    if (after === null || after - before < IDLE) return;
    before = after;
  }
}

async function pace({ target, path, headers = {} }: Load, rate: number, seconds: number): Promise<Sent> {
  const { latencies, failed } = await askAtPace(target.url + path, headers, rate, seconds);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return { good: latencies.length, failed, seconds, p50: at(0.5), p99: at(0.99) };
}

/** The middle one of each figure, over several rounds. */
export function median(rounds: readonly Measured[]): Measured {
  const middle = (pick: (one: Measured) => number | null): number | null => {
    const values = rounds
      .map(pick)
      .filter((value) => value !== null)
      .sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? null;
  };
  return {
    rate: middle((one) => one.rate) ?? 0,
    p50: middle((one) => one.p50) ?? 0,
    p99: middle((one) => one.p99) ?? 0,
    cpu: middle((one) => one.cpu),
    memory: middle((one) => one.memory),
    limit: middle((one) => one.limit),
    share: middle((one) => one.share),
    failed: Math.max(...rounds.map(({ failed }) => failed)),
  };
}
