import { closeStore, openStore, type Store } from "@/lib/store/open";
import { prune } from "@/lib/store/prune";
import type { Load } from "./load";
import { CHEAP_HASH, endpointLoads, rotationLoad, signUpLoad } from "./loads";
import { startApp, type Target } from "./target";

/** Users, and as many sessions, sign-ins by JWT and refresh tokens. */
const SIZES = [1000, 1_000_000];
/** Refresh tokens that wait to be pruned. */
const EXPIRED = 500_000;

/** The same requests on a small database and on a large one, and on a large one that is being pruned. */
export async function scaleLoads(started: Target[]): Promise<Load[]> {
  const loads: Load[] = [];
  for (const size of SIZES) {
    const suffix = `, ${size.toLocaleString("en")} users`;
    const app = await startApp(CHEAP_HASH);
    const database = app.database ?? "";
    const rotating = await startApp({
      ...CHEAP_HASH,
      ROTATE_REFRESH_TOKENS: "true",
      BLACKLIST_AFTER_ROTATION: "true",
      DATABASE_URL: database,
    });
    started.push(rotating, app);
    console.log(`Making ${size.toLocaleString("en")} users …`);
    const store = openStore(database);
    await fill(store, size, new Date(Date.now() + 86_400_000));
    const endpoints = await endpointLoads(app, suffix);
    const signUp = signUpLoad(app);
    loads.push(
      ...endpoints.filter(({ path }) => path !== "/healthz"),
      await rotationLoad(rotating, `refresh with rotation${suffix}`),
      { ...signUp, name: `sign-up at a cheap hash${suffix}` },
    );
    if (size === SIZES.at(-1)) loads.push(...(await pruningLoads(store, rotating, endpoints)));
    else await closeStore(store);
  }
  return loads;
}

/** What somebody notices of a pruning that goes on beside. */
async function pruningLoads(store: Store, rotating: Target, endpoints: readonly Load[]): Promise<Load[]> {
  console.log(`Making ${EXPIRED.toLocaleString("en")} expired tokens …`);
  await store.statements.write([expiredTokens()]);
  const pruning = async (seconds: number) => {
    const now = new Date();
    const horizons = { tokens: now, families: now, endings: now, sessions: now };
    await prune(store, horizons, AbortSignal.timeout(seconds * 1000));
  };
  const me = endpoints.find(({ name }) => name.startsWith("/user/me by session"));
  const rotation = await rotationLoad(rotating, "refresh with rotation, while tokens are pruned");
  const paced = { ...me, pace: 200 } as Load;
  return [
    { ...rotation, beside: pruning },
    { ...paced, name: "/user/me, 200 a second" },
    { ...paced, name: "/user/me, 200 a second, while tokens are pruned", beside: pruning },
  ];
}

async function fill(store: Store, count: number, end: Date): Promise<void> {
  const expires = end.toISOString().replace("Z", "+00:00");
  const at = "2026-11-01T00:00:00.000+00:00";
  await store.statements.write([
    {
      sql: `INSERT INTO auth_user (username, password, email, latchkey_email_key, date_joined)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT 'user' || i, '!', 'user' || i || '@example.com', 'user' || i || '@example.com', ? FROM n`,
      params: [count, at],
    },
    {
      sql: `INSERT INTO latchkey_session (id, key_digest, user_id, password_digest, created_at, last_used_at, expires_at)
        SELECT lower(hex(randomblob(16))), lower(hex(randomblob(32))), id, '', ?, ?, ? FROM auth_user`,
      params: [at, at, expires],
    },
    {
      sql: `INSERT INTO latchkey_tokenfamily (id, user_id, password_digest, created_at, last_used_at, expires_at)
        SELECT lower(hex(randomblob(16))), id, '', ?, ?, ? FROM auth_user`,
      params: [at, at, expires],
    },
    {
      sql: `INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id, latchkey_family_id)
        SELECT lower(hex(randomblob(32))), id, ?, ?, user_id, id FROM latchkey_tokenfamily`,
      params: [at, expires],
    },
  ]);
}

function expiredTokens() {
  return {
    sql: `INSERT INTO token_blacklist_outstandingtoken (token, jti, created_at, expires_at, user_id)
      SELECT lower(hex(randomblob(32))), lower(hex(randomblob(16))), ?, ?, id FROM auth_user LIMIT ${EXPIRED}`,
    params: ["2026-01-01T00:00:00.000+00:00", "2026-01-08T00:00:00.000+00:00"],
  };
}
