import { closeStore, openStore, type Store } from "@/lib/store/open";
import { prune } from "@/lib/store/prune";
import { startPostgresql } from "../postgresql.js";
import { fill, fillWithExpired } from "./fill";
import type { Load } from "./load";
import { CHEAP_HASH, endpointLoads, ROTATION, rotationLoad, signUpLoad } from "./loads";
import { type Stoppable, startApp, type Target } from "./target";

/** Numbers of users, each with a session and a token family. */
const SIZES = [1000, 1_000_000];
/** Refresh tokens to be pruned. */
const EXPIRED_TOKENS = 500_000;

/** The same requests on a small database, on a large one, and on a large one while it is pruned. */
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
  const app = await startApp({
    ...CHEAP_HASH,
    RECENT_SIGNIN_AGE: "1d",
    ...(database && { DATABASE_URL: database }),
  });
  started.push(app);
  const rotating = await startApp({ ...CHEAP_HASH, ...ROTATION, DATABASE_URL: app.database });
  started.push(rotating);
  console.log(`Making ${size.toLocaleString("en")} users${engine} …`);
  const store = await openStore(app.database);
  await fill(store, size);
  const endpoints = await endpointLoads(app, suffix);
  const loads = [
    ...endpoints.filter(({ path }) => path !== "/healthz"),
    ...(await peopleLoads(store, endpoints, suffix)),
    await rotationLoad(rotating, `refresh with rotation${suffix}`),
    { ...signUpLoad(app), name: `sign-up at a cheap hash${suffix}` },
  ];
  if (size === SIZES.at(-1)) return [...loads, ...(await pruningLoads(store, rotating, endpoints, engine))];
  await closeStore(store);
  return loads;
}

/** What staff search for, by the session of the user of the benchmark: few do at once. */
async function peopleLoads(store: Store, endpoints: readonly Load[], suffix: string): Promise<Load[]> {
  const sql = "UPDATE auth_user SET is_staff = true WHERE username = 'bench'";
  await store.statements.write([{ sql, params: [] }]);
  return endpoints
    .filter(({ name }) => name.startsWith("/user/me by session"))
    .map((load) => ({
      ...load,
      name: `people by prefix, 10 a second${suffix}`,
      path: "/user/admin/users?prefix=user5",
      rate: 10,
    }));
}

/** Requests while expired rows are deleted. */
async function pruningLoads(
  store: Store,
  rotating: Target,
  endpoints: readonly Load[],
  engine: string,
): Promise<Load[]> {
  console.log(`Making ${EXPIRED_TOKENS.toLocaleString("en")} expired tokens …`);
  await fillWithExpired(store, EXPIRED_TOKENS);
  const pruning = async (seconds: number) => {
    const now = new Date();
    const cutoffs = {
      tokens: now,
      families: now,
      endedFamilies: now,
      sessions: now,
      djangoSessions: now,
      events: now,
      proofs: now,
      throttle: now,
    };
    await prune(store, cutoffs, AbortSignal.timeout(seconds * 1000));
  };
  const me = endpoints.filter((load) => load.name.startsWith("/user/me by session"));
  const rotation = await rotationLoad(rotating, `refresh with rotation, while tokens are pruned${engine}`);
  const name = "/user/me, 200 a second";
  return [
    { ...rotation, meanwhile: pruning },
    ...me.flatMap((load) => [
      { ...load, rate: 200, name: `${name}${engine}` },
      { ...load, rate: 200, name: `${name}, while tokens are pruned${engine}`, meanwhile: pruning },
    ]),
  ];
}
