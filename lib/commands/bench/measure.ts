import { sendAtFixedRate } from "./fixed_rate";
import { type LoadResult, sendAtFullRate } from "./full_rate";
import type { Load } from "./load";
import type { Target } from "./target";

export interface Measured {
  /** 2xx responses a second */
  readonly rate: number;
  /** milliseconds */
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the server per request, milliseconds */
  readonly cpu: number | null;
  /** MB */
  readonly memory: number | null;
  /** What bounds the rate, measured right after it; null where it is not measured. */
  readonly limit: number | null;
  /** The rate divided by its limit. */
  readonly shareOfLimit: number | null;
  /** Responses that were not 2xx: with some the measurement is not valid. */
  readonly failed: number;
}

/** @param seconds how long to send, and then to measure the limit */
export async function measure(load: Load, seconds: number): Promise<Measured> {
  const { target, meanwhile } = load;
  const before = target.cpu();
  const [result] = await Promise.all([
    load.rate === undefined ? sendAtFullRate(load, seconds) : fixedRateResult(load, load.rate, seconds),
    meanwhile?.(seconds),
  ]);
  const after = target.cpu();
  await waitUntilIdle(target);
  const rate = result.ok / result.seconds;
  const limit = (await load.measureLimit?.(seconds)) ?? null;
  const hasCpu = before !== null && after !== null && result.ok > 0 && !meanwhile;
  return {
    rate,
    p50: result.p50,
    p99: result.p99,
    cpu: hasCpu ? ((after - before) * 1000) / result.ok : null,
    memory: target.memory(),
    limit,
    shareOfLimit: limit === null ? null : rate / limit,
    failed: result.failed,
  };
}

const IDLE_CHECK_MS = 250;
/** An idle server uses less CPU time than this between two checks. Seconds. */
const IDLE_CPU_SECONDS = 0.03;
const IDLE_TIMEOUT_MS = 20_000;

/** Hashes that are still being computed when a round ends would slow the next row down. */
async function waitUntilIdle({ cpu }: Target): Promise<void> {
  const end = performance.now() + IDLE_TIMEOUT_MS;
  for (let before = cpu(); before !== null && performance.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, IDLE_CHECK_MS));
    const after = cpu();
    if (after === null || after - before < IDLE_CPU_SECONDS) return;
    before = after;
  }
}

async function fixedRateResult(
  { target, path, headers = {} }: Load,
  rate: number,
  seconds: number,
): Promise<LoadResult> {
  const { latencies, failed } = await sendAtFixedRate(target.url + path, headers, rate, seconds);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return { ok: latencies.length, failed, seconds, p50: at(0.5), p99: at(0.99) };
}

/** The median of each figure over several rounds. */
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
    shareOfLimit: middle((one) => one.shareOfLimit),
    failed: Math.max(...rounds.map(({ failed }) => failed)),
  };
}
