import { afterEach, beforeEach, expect, test } from "vitest";
import { shareBlacklist } from "@/lib/jobs/share_blacklist";
import { settingsOf } from "@/lib/testing/settings";
import {
  blacklistAsDjango,
  blacklistedForDjango,
  createBlacklistTables,
} from "@/lib/testing/store/blacklist_tables";
import { createTestDatabase, TEST_SERVER } from "@/lib/testing/store/database";
import { addUser, openSql, type Sql } from "@/lib/testing/store/sql";
import { endSignInsSteps } from "./end_sign_ins";
import { migrate } from "./migrations/migrate";
import { closeStore, openStore, type Store } from "./open";
import { prune } from "./prune";
import {
  addToken,
  adoptToken,
  blacklistToken,
  endFamily,
  findUnusedToken,
  insertFamily,
  rotateToken,
} from "./refresh_tokens";
import { findTokenState } from "./token_state";

const NOON = new Date("2026-11-24T12:00:00Z");
const LATER = new Date("2026-11-25T12:00:00.500Z");

let url: string;
let drop: () => Promise<void>;
let sql: Sql;
let store: Store;
beforeEach(async () => {
  ({ url, drop } = await createTestDatabase());
  await migrate(url);
  sql = openSql(url);
  await addUser(sql, { id: 1, username: "someone" });
});
afterEach(async () => {
  await closeStore(store);
  await sql.close();
  await drop();
});

const token = (jti: string) => ({ jti, digest: `digest of ${jti}`, createdAt: NOON, expiresAt: LATER });
const family = (id: string) => ({ id, userKey: "1", passwordDigest: "d", address: null, userAgent: null });
const signIn = (jti: string) =>
  insertFamily(store, family(jti), {
    token: token(jti),
    at: NOON,
    expiresAt: LATER,
    app: null,
    setsLastLogin: false,
    perUser: 50,
  });
const rotate = (familyId: string, jti: string, successor: string) =>
  rotateToken(store, { jti, familyId, userKey: "1", successor: token(successor), at: NOON });
const rowOf = async (jti: string) =>
  (await findTokenState(store, { userField: "id", userId: "1", familyId: null, jti })).token;
const outstanding = async () =>
  (await sql<{ jti: string }>`SELECT jti FROM token_blacklist_outstandingtoken ORDER BY id`).map(
    ({ jti }) => jti,
  );

async function openBesideDjango(): Promise<void> {
  await createBlacklistTables(sql);
  store = await openStore(url);
}

test("every token is listed as simplejwt lists it, with our digest for the token", async () => {
  await openBesideDjango();
  await signIn("t1");
  await rotate("t1", "t1", "t2");
  await addToken(store, { familyId: "t1", userKey: "1", token: token("t3"), at: NOON });
  await adoptToken(store, family("t4"), token("t4"), { at: NOON, perUser: 50 });
  expect(await outstanding()).toEqual(["t1", "t2", "t3", "t4"]);
  const [row] =
    await sql`SELECT token, user_id, created_at, expires_at FROM token_blacklist_outstandingtoken`;
  expect(row).toEqual({
    token: "digest of t1",
    user_id: 1,
    created_at: TEST_SERVER ? NOON : "2026-11-24 12:00:00",
    expires_at: TEST_SERVER ? LATER : "2026-11-25 12:00:00.500000",
  });
});

test("what is rotated, blacklisted or signed out here is blacklisted for Django", async () => {
  await openBesideDjango();
  await signIn("t1");
  await rotate("t1", "t1", "t2");
  expect(await blacklistedForDjango(sql)).toEqual(["t1"]);
  await signIn("u1");
  expect(await blacklistToken(store, token("u1"), "1", NOON)).toBe(true);
  expect(await blacklistToken(store, token("u1"), "1", NOON)).toBe(false);
  expect(await blacklistToken(store, token("unknown"), null, NOON)).toBe(true);
  await endFamily(store, "t1", NOON);
  expect(await blacklistedForDjango(sql)).toEqual(["t1", "t2", "u1", "unknown"]);
});

test("where all sign-ins of a user end, the tokens that only Django knows end, too, and no others", async () => {
  await openBesideDjango();
  await addUser(sql, { id: 2, username: "other" });
  for (const [jti, user] of [
    ["django's", 1],
    ["expired", 1],
    ["another's", 2],
    ["nobody's", null],
  ] as const)
    await sql`INSERT INTO token_blacklist_outstandingtoken (token, jti, expires_at, user_id)
      VALUES ('eyJ', ${jti}, ${jti === "expired" ? "2026-11-24 12:00:00" : "2026-11-25 12:00:00"}, ${user})`;
  for (const jti of ["kept", "t1", "u1"]) await signIn(jti);
  await rotate("t1", "t1", "t2");
  const end = (keep: string | null) =>
    store.statements.write(endSignInsSteps(store, { userKey: "1", at: NOON, keep }));
  await end("kept");
  expect(await blacklistedForDjango(sql)).toEqual(["django's", "t1", "t2", "u1"]);
  await end(null);
  expect(await blacklistedForDjango(sql)).toEqual(["django's", "kept", "t1", "t2", "u1"]);
});

test("what Django has blacklisted is blacklisted here, whether it was ours or Django's", async () => {
  await openBesideDjango();
  await signIn("t1");
  expect(await rowOf("t1")).toMatchObject({ blacklisted: false });
  for (const jti of ["t1", "django's"]) {
    await blacklistAsDjango(sql, jti);
    expect(await rowOf(jti)).toMatchObject({ blacklisted: true });
    expect(await blacklistToken(store, token(jti), "1", NOON)).toBe(false);
  }
  expect(await rotate("t1", "t1", "t2")).toBe(false);
  expect(await outstanding()).toEqual(["t1", "django's"]);
});

test("a successor that Django has blacklisted counts as used", async () => {
  await openBesideDjango();
  await signIn("t1");
  await rotate("t1", "t1", "t2");
  expect(await findUnusedToken(store, "t2")).toMatchObject({ jti: "t2" });
  await blacklistAsDjango(sql, "t2");
  expect(await findUnusedToken(store, "t2")).toBeNull();
});

test("of many rotations at once one is listed, the others leave nothing", async () => {
  await openBesideDjango();
  await signIn("t1");
  const successors = Array.from({ length: 20 }, (_, index) => `s${index}`);
  const won = await Promise.all(successors.map((successor) => rotate("t1", "t1", successor)));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await outstanding()).toEqual(["t1", successors[won.indexOf(true)]]);
  expect(await blacklistedForDjango(sql)).toEqual(["t1"]);
});

test("tokens that are older than Django's tables are listed there when they end, and rotate as others", async () => {
  store = await openStore(url);
  for (const jti of ["t1", "u1", "v1"]) await signIn(jti);
  await closeStore(store);
  await openBesideDjango();
  await rotate("t1", "t1", "t2");
  await endFamily(store, "u1", NOON);
  await blacklistToken(store, token("v1"), "1", NOON);
  expect(await blacklistedForDjango(sql)).toEqual(["t1", "u1", "v1"]);
  const users = await sql`SELECT DISTINCT user_id FROM token_blacklist_outstandingtoken`;
  expect(users).toEqual([{ user_id: 1 }]);
});

test("what was blacklisted before Django's tables were there is shared by the job, once, unless it has expired", async () => {
  store = await openStore(url);
  for (let index = 0; index < 250; index += 1) await blacklistToken(store, token(`t${index}`), null, NOON);
  await blacklistToken(store, { ...token("expired"), expiresAt: NOON }, null, NOON);
  const scope = () => ({ store, settings: settingsOf(), now: NOON });
  expect(await shareBlacklist(scope())).toBe(0);
  await closeStore(store);
  await openBesideDjango();
  expect(await shareBlacklist(scope())).toBe(250);
  expect(await blacklistedForDjango(sql)).toHaveLength(250);
  expect(await shareBlacklist(scope())).toBe(0);
});

test("Django's rows that have expired are pruned with ours, hundreds of them, and no others", async () => {
  await openBesideDjango();
  await signIn("t1");
  for (let index = 0; index < 450; index += 1)
    await sql`INSERT INTO token_blacklist_outstandingtoken (token, jti, expires_at)
      VALUES ('eyJ', ${`old${index}`}, '2026-11-24 11:59:59.999999')`;
  await sql`INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id)
    SELECT '2026-11-24 12:00:00', id FROM token_blacklist_outstandingtoken WHERE id % 2 = 0`;
  await sql`INSERT INTO token_blacklist_outstandingtoken (token, jti, expires_at) VALUES ('eyJ', 'new', '2026-11-24 12:00:00.000001')`;
  const cutoffs = {
    tokens: NOON,
    families: NOON,
    endedFamilies: NOON,
    sessions: NOON,
    djangoSessions: NOON,
    events: NOON,
    proofs: NOON,
    throttle: NOON,
  };
  await prune(store, cutoffs);
  expect(await outstanding()).toEqual(["t1", "new"]);
});

test("a user whom Django deletes, with what it has of them, is gone here", async () => {
  await openBesideDjango();
  await signIn("t1");
  await sql`UPDATE token_blacklist_outstandingtoken SET user_id = NULL WHERE user_id = 1`;
  await sql`DELETE FROM auth_user WHERE id = 1`;
  expect(
    await findTokenState(store, { userField: "id", userId: "1", familyId: "t1", jti: "t1" }),
  ).toMatchObject({
    user: null,
    family: { id: "t1" },
  });
  expect(await signIn("t2")).toBe(false);
});
