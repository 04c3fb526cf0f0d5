import { execFile, spawnSync } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import autocannon from "autocannon";
import { z } from "zod";
import type { Load } from "./load";

export interface LoadResult {
  /** Responses with a 2xx status. */
  readonly ok: number;
  /** Other responses, and requests without one. */
  readonly failed: number;
  readonly seconds: number;
  /** milliseconds */
  readonly p50: number;
  readonly p99: number;
}

/** What wrk.lua prints. */
const wrkResult = z.object({
  responses: z.number(),
  notOk: z.number(),
  broken: z.number(),
  microseconds: z.number(),
  p50: z.number(),
  p99: z.number(),
});

const CONNECTIONS = 32;
/** Sign-ins may take longer than wrk's default of two seconds. */
const WRK_TIMEOUT = "60s";

/** Whether wrk is installed. It takes a tenth of the CPU time that autocannon takes from the server beside it. */
export const hasWrk = spawnSync("wrk", ["-v"]).error === undefined;

/**
 * Sends the next request as soon as one is answered: by wrk, where it is installed and all requests are the same, else by
 * autocannon.
 * @param seconds how long to send
 */
export function sendAtFullRate(load: Load, seconds: number): Promise<LoadResult> {
  return hasWrk && typeof load.body !== "function"
    ? byWrk(load, load.body, seconds)
    : byAutocannon(load, seconds);
}

async function byWrk(load: Load, body: string | undefined, seconds: number): Promise<LoadResult> {
  const { target, path: pathname, method = "GET", connections = CONNECTIONS } = load;
  const headers = Object.entries(headersOf(load)).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const { stdout } = await promisify(execFile)(
    "wrk",
    [
      ...["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "--timeout", WRK_TIMEOUT],
      ...["-s", path.join(import.meta.dirname, "wrk.lua"), ...headers, target.url + pathname],
    ],
    {
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH,
        METHOD: method,
        ...(body === undefined ? {} : { BODY: body }),
      },
    },
  );
  const lastLine = stdout.trim().split("\n").at(-1) ?? "";
  const { responses, notOk, broken, microseconds, p50, p99 } = wrkResult.parse(JSON.parse(lastLine));
  return {
    ok: responses - notOk,
    failed: notOk + broken,
    seconds: microseconds / 1e6,
    p50: p50 / 1000,
    p99: p99 / 1000,
  };
}

async function byAutocannon(load: Load, seconds: number): Promise<LoadResult> {
  const { target, path: pathname, method = "GET", body, onBody } = load;
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
        ...(onBody ? { onResponse: (status, text) => status < 300 && onBody(text) } : {}),
      },
    ],
  });
  return {
    ok: result["2xx"],
    failed: result.non2xx + result.errors,
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

function headersOf({ headers = {}, body }: Load): Record<string, string> {
  return { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) };
}
