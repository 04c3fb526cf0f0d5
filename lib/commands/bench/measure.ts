import autocannon from "autocannon";
import type { Target } from "./target";

/** One request, or several in turn, sent over and over. */
export interface Load {
  readonly name: string;
  readonly target: Target;
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** A body for each request in turn; each connection takes its own share. */
  readonly bodies?: readonly string[];
  readonly connections: number;
  /** seconds */
  readonly duration: number;
}

export interface Measured {
  /** requests a second */
  readonly rate: number;
  /** milliseconds */
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the server a request, milliseconds */
  readonly cpu: number | null;
  /** MB */
  readonly memory: number | null;
  /** Answers that were not 2xx: a measurement with some means nothing. */
  readonly failed: number;
}

export async function measure(load: Load): Promise<Measured> {
  const before = load.target.cpu();
  let next = 0;
  const { bodies = [], headers = {}, method = "GET" } = load;
  const result = await autocannon({
    url: load.target.url + load.path,
    method,
    headers: { ...headers, ...(bodies.length > 0 ? { "content-type": "application/json" } : {}) },
    connections: load.connections,
    duration: load.duration,
    ...(bodies.length > 0
      ? {
          requests: [
            {
              setupRequest: (request) => {
                next += 1;
                return { ...request, body: bodies[next % bodies.length] ?? "" };
              },
            },
          ],
        }
      : {}),
  });
  const after = load.target.cpu();
  const done = result["2xx"];
  return {
    rate: done / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu: before === null || after === null || done === 0 ? null : ((after - before) * 1000) / done,
    memory: load.target.memory(),
    failed: result.non2xx + result.errors,
  };
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
    failed: Math.max(...rounds.map(({ failed }) => failed)),
  };
}
