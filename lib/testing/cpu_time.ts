/** How much CPU some work takes: unlike the time that passes, it is the same on a busy machine. */

/** Milliseconds of CPU that this process spends on it. */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least CPU that this process spends on work in several attempts, in milliseconds: compiling and collecting garbage count once. */
export async function leastCpuTime(attempts: number, work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
