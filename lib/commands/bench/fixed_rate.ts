import { Agent, get } from "node:http";

interface FixedRateResult {
  /** Milliseconds, sorted. */
  readonly latencies: readonly number[];
  /** Responses that were not 200, and requests without one. */
  readonly failed: number;
}

/**
 * Sends requests at a fixed rate, however long the responses take: a slow response delays no other request, and its whole
 * latency counts. It measures what a user of the app sees while others put load on it.
 * @param rate requests a second
 */
export async function sendAtFixedRate(
  url: string,
  headers: Readonly<Record<string, string>>,
  rate: number,
  seconds: number,
): Promise<FixedRateResult> {
  const agent = new Agent({ keepAlive: true });
  const latencies: number[] = [];
  let failed = 0;
  const send = () =>
    new Promise<void>((resolve) => {
      const start = performance.now();
      const fail = () => {
        failed += 1;
        resolve();
      };
      const request = get(url, { agent, headers }, (response) => {
        response.resume().once("end", () => {
          if (response.statusCode !== 200) return fail();
          latencies.push(performance.now() - start);
          resolve();
        });
      });
      request.once("error", fail);
    });
  const sent: Promise<void>[] = [];
  const start = performance.now();
  for (let count = 0; count < rate * seconds; count += 1) {
    const wait = start + (count * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    sent.push(send());
  }
  await Promise.all(sent);
  agent.destroy();
  return { latencies: latencies.sort((one, other) => one - other), failed };
}
