import { execFile, spawnSync } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import autocannon from "autocannon";
import type { Load } from "./load";

/** What came back. */
export interface Sent {
  readonly good: number;
  readonly failed: number;
  readonly seconds: number;
  /** milliseconds */
  readonly p50: number;
  readonly p99: number;
}

const CONNECTIONS = 32;
/** Hashes are waited for longer than wrk would by itself. */
const PATIENCE = "60s";

/** Whether wrk is installed. It needs a tenth of the processor that autocannon does, and the server shares it. */
export const hasWrk = spawnSync("wrk", ["-v"]).error === undefined;

/**
 * As many requests as are answered: by wrk, where there is one and all requests are alike, else by autocannon.
 * @param seconds how long to send
 */
export function flood(load: Load, seconds: number): Promise<Sent> {
  return hasWrk && typeof load.body !== "function"
    ? byWrk(load, load.body, seconds)
    : byAutocannon(load, seconds);
}

async function byWrk(load: Load, body: string | undefined, seconds: number): Promise<Sent> {
  const { target, path: pathname, method = "GET", connections = CONNECTIONS } = load;
  const headers = Object.entries(headersOf(load)).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const { stdout } = await promisify(execFile)(
    "wrk",
    [
      ...["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "--timeout", PATIENCE],
      ...["-s", path.join(import.meta.dirname, "wrk.lua"), ...headers, target.url + pathname],
    ],
    {
      env: { PATH: process.env.PATH, METHOD: method, ...(body === undefined ? {} : { BODY: body }) } as never,
    },
  );
  const told = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, number>;
  const { answers = 0, refused = 0, broken = 0, microseconds = 0, p50 = 0, p99 = 0 } = told;
  return {
    good: answers - refused,
    failed: refused + broken,
    seconds: microseconds / 1e6,
    p50: p50 / 1000,
    p99: p99 / 1000,
  };
}

async function byAutocannon(load: Load, seconds: number): Promise<Sent> {
  const { target, path: pathname, method = "GET", body, answered } = load;
  const next = typeof body === "string" ? () => body : body;
  const result = await autocannon({
    url: target.url + pathname,
    method,
    headers: headersOf(load),
    connections: load.connections ?? CONNECTIONS,
    duration: seconds,
    requests: [
      {
        ...(next ? { setupRequest: (request) => ({ ...request, body: next() }) } : {}),
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

function headersOf({ headers = {}, body }: Load): Record<string, string> {
  return { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) };
}
