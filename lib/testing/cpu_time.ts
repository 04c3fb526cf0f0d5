/** How much CPU some work takes: unlike the time that passes, it is the same on a busy machine. */

/** Milliseconds of CPU that this process spends on it. */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
