import { Agent, get } from "node:http";

/** Latencies in milliseconds, sorted, and how many answers were not 2xx. */
export interface Paced {
  readonly latencies: readonly number[];
  readonly failed: number;
}

/**
 * Asks at a steady pace whatever the answers take, so that a slow one delays no other question and counts as slow as it
 * was: what somebody sees who uses the app while others load it.
 * @param rate questions a second
 */
export async function askAtPace(
  url: string,
  headers: Readonly<Record<string, string>>,
  rate: number,
  seconds: number,
): Promise<Paced> {
  const agent = new Agent({ keepAlive: true });
  const latencies: number[] = [];
  let failed = 0;
  const ask = () =>
    new Promise<void>((resolve) => {
      const start = performance.now();
      const refuse = () => {
        failed += 1;
        resolve();
      };
      const request = get(url, { agent, headers }, (response) => {
        response.resume().once("end", () => {
          if (response.statusCode !== 200) return refuse();
          latencies.push(performance.now() - start);
          resolve();
        });
      });
      request.once("error", refuse);
    });
  const asked: Promise<void>[] = [];
  const start = performance.now();
  for (let count = 0; count < rate * seconds; count += 1) {
    const wait = start + (count * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    asked.push(ask());
  }
  await Promise.all(asked);
  agent.destroy();
  return { latencies: latencies.sort((one, other) => one - other), failed };
}
