import autocannon from "autocannon";
import { askAtPace } from "./paced";
import type { Target } from "./target";

/** One kind of request, sent over and over. */
export interface Load {
  readonly name: string;
  readonly target: Target;
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** The next body to send; without it requests have none. */
  readonly body?: () => string;
  /** What to do with the body of an answer. */
  readonly answered?: (body: string) => void;
  readonly connections?: number;
  /** Questions a second, at a steady pace; without it as many as are answered. */
  readonly pace?: number;
  /** What goes on at the same time, for so many seconds. */
  readonly beside?: (seconds: number) => Promise<unknown>;
}

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
  /** Answers that were not 2xx: a measurement with some means nothing. */
  readonly failed: number;
}

const CONNECTIONS = 32;

/** @param seconds how long to send */
export async function measure(load: Load, seconds: number): Promise<Measured> {
  const { target, beside } = load;
  const before = target.cpu();
  const [sent] = await Promise.all([
    load.pace === undefined ? flood(load, seconds) : pace(load, load.pace, seconds),
    beside?.(seconds),
  ]);
  const after = target.cpu();
  const countable = before !== null && after !== null && sent.good > 0 && !beside;
  return {
    rate: sent.good / sent.seconds,
    p50: sent.p50,
    p99: sent.p99,
    cpu: countable ? ((after - before) * 1000) / sent.good : null,
    memory: target.memory(),
    failed: sent.failed,
  };
}

interface Sent {
  readonly good: number;
  readonly failed: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
}

/** As many requests as are answered. */
export async function flood(load: Load, seconds: number): Promise<Sent> {
  const { target, path, method = "GET", headers = {}, body, answered } = load;
  const result = await autocannon({
    url: target.url + path,
    method,
    headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
    connections: load.connections ?? CONNECTIONS,
    duration: seconds,
    requests: [
      {
        ...(body ? { setupRequest: (request) => ({ ...request, body: body() }) } : {}),
        ...(answered ? { onResponse: (status, text) => status < 300 && answered(text) } : {}),
      },
    ],
  });
  return {
    good: result["2xx"],
    failed: result.non2xx + result.errors,
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
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
    failed: Math.max(...rounds.map(({ failed }) => failed)),
  };
}
