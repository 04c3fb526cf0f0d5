import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { startPostgresql } from "../postgresql.js";
import { hasWrk } from "./full_rate";
import type { Load } from "./load";
import {
  CHEAP_HASH,
  endpointLoads,
  HASHERS,
  PASSWORD,
  post,
  ROTATION,
  rotationLoad,
  signInLoads,
  signUpLoad,
} from "./loads";
import { type Measured, measure, median } from "./measure";
import { BENCH_OPTIONS } from "./options.js";
import { betterAuthLoads, djangoLoads } from "./peers";
import { scaleLoads } from "./scale";
import { type Stoppable, startApp, startBareNode, startNext } from "./target";

const { values: options } = parseArgs({ options: BENCH_OPTIONS });
const seconds = Number(options.seconds);
/** In the order in which they were started, and stopped in the reverse: apps before the database they use. */
const started: Stoppable[] = [];

/** Whether a row is to be measured. */
function isSelected(name: string): boolean {
  return (options.only ?? [""]).some((text) => name.includes(text));
}

async function start<T extends Stoppable>(target: Promise<T>): Promise<T> {
  const running = await target;
  started.push(running);
  return running;
}

/** All rows, each kind on a server of its own where it would disturb another. */
async function allLoads(): Promise<Load[]> {
  if (options.scale) return scaleLoads(started);
  const all = availableParallelism();
  const one = await start(startApp({ WORKERS: "1" }));
  const two = await start(startApp());
  const rotating = await start(startApp({ ...CHEAP_HASH, ...ROTATION }));
  await post(`${rotating.url}/user/session_signup`, { username: "bench", password: PASSWORD });
  return [
    { name: "bare node:http, one process", target: await start(startBareNode()), path: "/" },
    {
      name: "trivial route through Next, one process",
      target: await start(startNext(one)),
      path: "/healthz",
    },
    ...(await endpointLoads(one, ", one worker")),
    ...(await endpointLoads(two, `, ${all} workers`)),
    await rotationLoad(rotating, `refresh with rotation, ${all} workers`),
    { name: "start page", target: two, path: "/" },
    { name: "sign-in page", target: two, path: "/session/signin" },
    { name: "sign-in page, rendered for its visitor", target: two, path: "/session/signin?next=/account" },
    signUpLoad(two),
    ...(await postgresqlLoads()),
    ...(await loadsOfHashers()),
    ...(options.peers ? [...(await djangoLoads(started)), ...(await betterAuthLoads(started))] : []),
  ];
}

/** The same on a PostgreSQL of the benchmark's own, where there is one; its processes' CPU time is not counted. */
async function postgresqlLoads(): Promise<Load[]> {
  const postgresql = await startPostgresql({ durable: true });
  if (postgresql === null) return [];
  started.push(postgresql);
  const DATABASE_URL = postgresql.url;
  const one = await start(startApp({ WORKERS: "1", DATABASE_URL }));
  const two = await start(startApp({ DATABASE_URL }));
  const rotating = await start(startApp({ ...CHEAP_HASH, ...ROTATION, DATABASE_URL }));
  const suffix = `${availableParallelism()} workers, PostgreSQL`;
  return [
    ...(await endpointLoads(one, ", one worker, PostgreSQL")),
    ...(await endpointLoads(two, `, ${suffix}`)),
    await rotationLoad(rotating, `refresh with rotation, ${suffix}`),
    ...(await signInLoads(started, "pbkdf2_sha256", { DATABASE_URL }, ", PostgreSQL")),
  ];
}

async function loadsOfHashers(): Promise<Load[]> {
  const loads: Load[] = [];
  for (const hasher of HASHERS) loads.push(...(await signInLoads(started, hasher)));
  return loads;
}

function printTable(results: ReadonlyMap<string, Measured[]>): void {
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, Node ${process.versions.node}`;
  console.log(
    `\n${machine}; medians of ${options.rounds} rounds of ${seconds} s, taken in turn; load by ${hasWrk ? "wrk, where requests differ by autocannon" : "autocannon"}\n`,
  );
  console.log("| | requests/s | p50 ms | p99 ms | CPU ms a request | memory MB | not 2xx |");
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (const [name, measured] of results) {
    const { rate, p50, p99, cpu, memory, failed } = median(measured);
    const cells = [
      rate.toFixed(rate < 100 ? 1 : 0),
      p50.toFixed(p50 < 10 ? 1 : 0),
      p99.toFixed(p99 < 10 ? 1 : 0),
      cpu?.toFixed(2) ?? "–",
      memory?.toFixed(0) ?? "–",
      failed,
    ];
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}

/** The rate of each row beside its limit. */
function printLimits(results: ReadonlyMap<string, Measured[]>): void {
  const bounded = [...results].filter(([, measured]) => measured.some(({ limit }) => limit !== null));
  if (bounded.length > 0) console.log("\n| | sign-ins/s | bare hash/s | share |\n| --- | --- | --- | --- |");
  for (const [name, measured] of bounded) {
    const { rate, limit, shareOfLimit } = median(measured);
    const cells = [rate.toFixed(1), (limit ?? 0).toFixed(1), `${(100 * (shareOfLimit ?? 0)).toFixed(0)} %`];
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}

const loads = (await allLoads()).filter(({ name }) => isSelected(name));
const results = new Map<string, Measured[]>(loads.map(({ name }) => [name, []]));
// Row after row in each round, so that a slow minute of the machine does not affect one row alone.
for (let round = 0; round < Number(options.rounds); round += 1) {
  for (const load of loads) results.get(load.name)?.push(await measure(load, seconds));
}
printTable(results);
printLimits(results);
for (const one of started.toReversed()) await one.stop();
process.exit(0);
