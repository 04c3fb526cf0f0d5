import type { Engine, MakingHasher } from "./hashers/hasher";
import type { PasswordPolicy } from "./policy";
import { oncePerProcess } from "./process_wide";

/** An amount of work: two of one engine compare by it alone, two of different engines by how long each takes. */
export interface Job {
  readonly engine: Engine;
  readonly work: number;
}

/** So many last runs of a job count, so that the figures follow how busy the machine is. */
const RUNS_KEPT = 15;
/** More kinds of job than one database has algorithms and costs. */
const JOBS_KEPT = 64;
/** How many times a hash made today a refusal may cost, to be no faster than stored hashes that are dearer. */
const DEAREST = 3;

function durations(): Map<string, number[]> {
  return oncePerProcess("durations", () => new Map<string, number[]>());
}

/** That a job has taken so many milliseconds, with nothing around it. */
export function remember({ engine, work }: Job, ms: number): void {
  const key = `${engine} ${work}`;
  const runs = durations().get(key) ?? [];
  durations().delete(key);
  durations().set(key, [...runs.slice(1 - RUNS_KEPT), ms]);
  // A Map keeps the order of insertion: the first is the one that was not run for the longest time.
  const [oldest] = durations().keys();
  if (durations().size > JOBS_KEPT && oldest !== undefined) durations().delete(oldest);
}

/** The median of the last runs: one slow start of a thread does not move it. */
function typicalMs({ engine, work }: Job): number | undefined {
  return median(durations().get(`${engine} ${work}`));
}

function median(runs: readonly number[] = []): number | undefined {
  return runs.toSorted((one, other) => one - other)[Math.floor((runs.length - 1) / 2)];
}

/**
 * What a refusal still has to cost beside a job, in the preferred engine's work: at least one hash made today, whatever was
 * stored, and as much as the dearest stored hash that this process has met, as long as that is within reason. So neither
 * the age of a row nor whether there is one shows in an answer's time.
 *
 * Within one engine the rest is known exactly, as in Django's harden_runtime; between two, and beyond today's
 * cost (where Django does nothing), it follows from the typical durations of the jobs.
 *
 * @returns null where the engines differ and one of the two has never run
 */
export function remainingWork(spent: Job, preferred: MakingHasher, policy: PasswordPolicy): number | null {
  const whole: Job = { engine: preferred.engine, work: preferred.work(policy) };
  const already = spent.engine === whole.engine ? spent.work : workInTheTimeOf(spent, whole);
  return already === undefined ? null : Math.max(0, whole.work * costRatio(whole) - already);
}

function workInTheTimeOf(spent: Job, whole: Job): number | undefined {
  const spentMs = typicalMs(spent);
  const wholeMs = typicalMs(whole);
  return spentMs && wholeMs ? (whole.work * spentMs) / wholeMs : undefined;
}

/** The duration of the dearest job met, in those of a hash made today: 1 where none is dearer. */
function costRatio(whole: Job): number {
  const wholeMs = typicalMs(whole);
  if (!wholeMs) return 1;
  const ratios = [...durations().values()].map((runs) => (median(runs) ?? 0) / wholeMs);
  return Math.max(1, ...ratios.filter((ratio) => ratio <= DEAREST));
}
