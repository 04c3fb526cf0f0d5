import { closeStore, openStore, type Store } from "@/lib/store/open";
import { prune } from "@/lib/store/prune";
import { startPostgresql } from "../postgresql.js";
import { fill, fillWithExpired } from "./fill";
import type { Load } from "./load";
import { CHEAP_HASH, endpointLoads, ROTATION, rotationLoad, signUpLoad } from "./loads";
import { type Stoppable, startApp, type Target } from "./target";

/** Users, and as many sessions, sign-ins by JWT and refresh tokens. */
const SIZES = [1000, 1_000_000];
/** Refresh tokens that wait to be pruned. */
const EXPIRED = 500_000;

/** The same requests on a small database and on a large one, and on a large one that is being pruned. */
export async function scaleLoads(started: Stoppable[]): Promise<Load[]> {
  const loads: Load[] = [];
  for (const size of SIZES) loads.push(...(await loadsOfSize(started, size, "")));
  for (const size of SIZES) {
    const postgresql = await startPostgresql({ durable: true });
    if (postgresql === null) break;
    started.push(postgresql);
    loads.push(...(await loadsOfSize(started, size, ", PostgreSQL", postgresql.url)));
  }
  return loads;
}

/** @param database without one, a file of their own */
async function loadsOfSize(
  started: Stoppable[],
  size: number,
  engine: string,
  database?: string,
): Promise<Load[]> {
  const suffix = `, ${size.toLocaleString("en")} users${engine}`;
  const app = await startApp({ ...CHEAP_HASH, ...(database && { DATABASE_URL: database }) });
  started.push(app);
  const rotating = await startApp({ ...CHEAP_HASH, ...ROTATION, DATABASE_URL: app.database });
  started.push(rotating);
  console.log(`Making ${size.toLocaleString("en")} users${engine} …`);
  const store = await openStore(app.database);
  await fill(store, size);
  const endpoints = await endpointLoads(app, suffix);
  const loads = [
    ...endpoints.filter(({ path }) => path !== "/healthz"),
    await rotationLoad(rotating, `refresh with rotation${suffix}`),
    { ...signUpLoad(app), name: `sign-up at a cheap hash${suffix}` },
  ];
  if (size === SIZES.at(-1)) return [...loads, ...(await pruningLoads(store, rotating, endpoints, engine))];
  await closeStore(store);
  return loads;
}

/** What somebody notices of a pruning that goes on beside. */
async function pruningLoads(
  store: Store,
  rotating: Target,
  endpoints: readonly Load[],
  engine: string,
): Promise<Load[]> {
  console.log(`Making ${EXPIRED.toLocaleString("en")} expired tokens …`);
  await fillWithExpired(store, EXPIRED);
  const pruning = async (seconds: number) => {
    const now = new Date();
    const cutoffs = { tokens: now, families: now, endings: now, sessions: now };
    await prune(store, cutoffs, AbortSignal.timeout(seconds * 1000));
  };
  const me = endpoints.find(({ name }) => name.startsWith("/user/me by session"));
  const rotation = await rotationLoad(rotating, `refresh with rotation, while tokens are pruned${engine}`);
  const paced = { ...me, pace: 200 } as Load;
  return [
    { ...rotation, beside: pruning },
    { ...paced, name: `/user/me, 200 a second${engine}` },
    { ...paced, name: `/user/me, 200 a second, while tokens are pruned${engine}`, beside: pruning },
  ];
}
