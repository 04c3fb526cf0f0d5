import type { EncodingHasher, Engine } from "./hashers/hasher";
import type { PasswordPolicy } from "./policy";
import { oncePerProcess } from "./process_wide";

/** An amount of hashing: of one engine, amounts compare directly; of different engines, by their durations. */
export interface Workload {
  readonly engine: Engine;
  /** In the engine's units. */
  readonly work: number;
}

/** The last durations of a workload that are kept, so that they follow how busy the machine is. */
const MAX_DURATIONS = 15;
/** More workloads than one database has algorithms and costs. */
const MAX_WORKLOADS = 64;
/** Refusals take as long as the most expensive stored hash, up to this many times a new hash. */
const MAX_COST_RATIO = 3;

/** Milliseconds by engine and work. */
function durations(): Map<string, number[]> {
  return oncePerProcess("durations", () => new Map<string, number[]>());
}

/** Notes how long a workload took with nothing else in the measurement. */
export function recordDuration({ engine, work }: Workload, ms: number): void {
  const key = `${engine} ${work}`;
  const recorded = durations().get(key) ?? [];
  durations().delete(key);
  durations().set(key, [...recorded.slice(1 - MAX_DURATIONS), ms]);
  // A Map keeps the order of insertion: the first is the one that was not run for the longest time.
  const [oldest] = durations().keys();
  if (durations().size > MAX_WORKLOADS && oldest !== undefined) durations().delete(oldest);
}

/** The median of the last durations, which one slow start of a thread does not move. Milliseconds. */
function typicalMs({ engine, work }: Workload): number | undefined {
  return median(durations().get(`${engine} ${work}`));
}

function median(values: readonly number[] = []): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)];
}

/**
 * The work that a refusal still has to do after some workload, in the preferred engine's units. In total a refusal costs at
 * least one new hash, whatever was stored, and as much as the most expensive stored hash that this process has met, up to
 * a limit. So the time of an answer tells neither the age of a row nor whether there is one.
 *
 * Within one engine the remaining work is known exactly, as in Django's harden_runtime; between two engines, and beyond the
 * cost of a new hash (where Django does nothing), it follows from the typical durations.
 *
 * @returns null where the engines differ and one of the two workloads was never timed
 */
export function remainingWork(
  done: Workload,
  preferred: EncodingHasher,
  policy: PasswordPolicy,
): number | null {
  const newHash: Workload = { engine: preferred.engine, work: preferred.work(policy) };
  const doneWork = done.engine === newHash.engine ? done.work : workInSameTime(done, newHash);
  return doneWork === undefined ? null : Math.max(0, newHash.work * costRatio(newHash) - doneWork);
}

/** The part of a new hash's work that takes as long as another workload. */
function workInSameTime(done: Workload, newHash: Workload): number | undefined {
  const doneMs = typicalMs(done);
  const newHashMs = typicalMs(newHash);
  return doneMs && newHashMs ? (newHash.work * doneMs) / newHashMs : undefined;
}

/** The duration of the most expensive workload met, in durations of a new hash: at least 1. */
function costRatio(newHash: Workload): number {
  const newHashMs = typicalMs(newHash);
  if (!newHashMs) return 1;
  const ratios = [...durations().values()].map((recorded) => (median(recorded) ?? 0) / newHashMs);
  return Math.max(1, ...ratios.filter((ratio) => ratio <= MAX_COST_RATIO));
}
