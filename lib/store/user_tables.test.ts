import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { settingsOf } from "@/lib/testing/settings";
import { createTestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import {
  createUserTable,
  FIRST_BIGINT,
  KEY_TYPES,
  quoted,
  USER_TABLES,
} from "@/lib/testing/store/user_tables";
import { findUsersByAddress } from "./addresses";
import { changeUser, findTakenByAnother } from "./change_user";
import { deleteUser } from "./delete_user";
import { migrate } from "./migrations/migrate";
import { closeStore, openStore, type Store } from "./open";
import { prune } from "./prune";
import { endFamily, insertFamily, rotateToken } from "./refresh_tokens";
import { findSession, replaceSession } from "./sessions";
import { findTokenState } from "./token_state";
import { readUserData } from "./user_data";
import { setActive } from "./user_flags";
import type { KeyType, User } from "./user_table";
import { findTaken, findUserByKey, findUserByUsername, insertUser, replacePasswordHash } from "./users";

const NOON = new Date("2026-11-24T12:00:00Z");
const LATER = new Date("2026-11-25T12:00:00Z");

/** What a key of each type looks like, and texts that no row can have. */
const KEYS: Readonly<Record<KeyType, { own: RegExp; none: readonly string[] }>> = {
  integer: {
    own: /^\d{1,2}$/,
    none: ["99", "01x", "", " 1", "1.0", "9".repeat(19), "9".repeat(30), "-1", "١"],
  },
  bigint: {
    own: new RegExp(`^${`${FIRST_BIGINT}`.slice(0, -2)}\\d\\d$`),
    none: [`${FIRST_BIGINT - 1n}`, `${FIRST_BIGINT + 1000n}`, "9".repeat(19), "1e3", ""],
  },
  uuid: { own: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, none: [randomUUID(), "1", "", "z".repeat(32)] },
  text: { own: /^.{36}$/, none: ["1", "", "someone", "a\0b"] },
};

describe.each(KEY_TYPES)("users whose key is of the type %s", (type) => {
  const table = USER_TABLES[type];
  const { own, none } = KEYS[type];
  let store: Store;
  let sql: Sql;
  let drop: () => Promise<void>;
  let user: User;
  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = database.drop;
    await migrate(database.url);
    sql = openSql(database.url);
    await createUserTable(sql, type);
    store = await openStore(database.url, table);
  });
  afterAll(async () => {
    await closeStore(store);
    await sql.close();
    await drop();
  });
  beforeEach(async () => {
    for (const name of [
      "latchkey_token",
      "latchkey_family",
      "latchkey_session",
      "latchkey_address",
      table.table,
    ])
      await sql.query(`DELETE FROM ${quoted(name)}`);
    user = await add("someone", "Some@Example.com");
  });

  async function add(username: string, email: string): Promise<User> {
    const fields = { username, email, foldedEmail: email.toLowerCase(), password: "!", age: 24 };
    const result = await insertUser(store, { ...fields, joinedAt: NOON });
    if (!result.ok) throw new Error(`${result.taken} is taken`);
    return result.user;
  }

  async function signInByToken(jti: string): Promise<boolean> {
    const family = { id: jti, userKey: user.key, passwordDigest: "old", address: null, userAgent: null };
    const token = { jti, digest: "d", createdAt: NOON, expiresAt: LATER };
    return insertFamily(store, family, {
      token,
      at: NOON,
      expiresAt: LATER,
      app: null,
      setsLastLogin: true,
      perUser: 50,
    });
  }

  async function signInBySession(keyDigest: string): Promise<boolean> {
    const session = { keyDigest, userKey: user.key, passwordDigest: "old", address: null, userAgent: null };
    return replaceSession(
      store,
      { ...session, id: keyDigest, createdAt: NOON, expiresAt: LATER },
      { formerKeyDigests: [], app: null, perUser: 50 },
    );
  }

  const stateOf = (userId: string, jti: string | null = null) =>
    findTokenState(store, { userField: "id", userId, familyId: null, jti });

  it("are inserted and found, by name, key and address", async () => {
    expect(user.key).toMatch(own);
    expect(String(user.id)).toBe(user.key);
    expect(user).toMatchObject({ username: "someone", email: "Some@Example.com", age: 24, isActive: true });
    expect(await findUserByUsername(store, "someone")).toEqual(user);
    expect(await findUsersByAddress(store, "some@example.com")).toEqual([user]);
    expect((await stateOf(user.key)).user).toEqual(user);
    expect(await findTaken(store, "someone", "some@example.com")).toEqual(["username", "email"]);
    const other = await add("other", "other@example.com");
    expect(other.key).not.toBe(user.key);
    expect((await stateOf(other.key)).user).toEqual(other);
  });

  it("are not found by what is no key of theirs", async () => {
    for (const key of none) expect([key, (await stateOf(key)).user]).toEqual([key, null]);
  });

  it("change their name and address, unless another has it, or they were changed meanwhile", async () => {
    await add("other", "other@example.com");
    expect(await findTakenByAnother(store, user.key, "other", "other@example.com")).toEqual([
      "username",
      "email",
    ]);
    expect(await findTakenByAnother(store, user.key, "someone", "some@example.com")).toEqual([]);
    const change = (fields: object, folded: string | null) => changeUser(store, user, fields, folded, []);
    expect(await change({ username: "other" }, null)).toEqual({ ok: false, why: "username" });
    expect(await change({ email: "Other@example.com" }, "other@example.com")).toEqual({
      ok: false,
      why: "email",
    });
    expect(await change({ username: "new", email: "new@example.com" }, "new@example.com")).toEqual({
      ok: true,
    });
    const changed = { ...user, username: "new", email: "new@example.com" };
    expect(await findUserByKey(store, user.key)).toEqual(changed);
    expect(await findUsersByAddress(store, "new@example.com")).toEqual([changed]);
    expect(await findUsersByAddress(store, "some@example.com")).toEqual([]);
    expect(await change({ age: 30 }, null)).toEqual({ ok: false, why: "stale" });
  });

  it("sign in by session", async () => {
    expect(await signInBySession("k")).toBe(true);
    expect(await findSession(store, "k")).toMatchObject({ user, session: { createdAt: NOON } });
    const [row] = await sql.query(`SELECT "last_login" IS NOT NULL AS noted FROM ${quoted(table.table)}`);
    expect(Boolean(row?.noted)).toBe(true);
  });

  it("sign in by token, rotate it once, and sign out", async () => {
    expect(await signInByToken("t1")).toBe(true);
    expect(await stateOf(user.key, "t1")).toMatchObject({
      user,
      token: { familyId: "t1", successorJti: null },
    });
    const change = { jti: "t1", familyId: "t1", userKey: user.key, at: NOON };
    const successor = { jti: "t2", digest: "d", createdAt: NOON, expiresAt: LATER };
    expect(await rotateToken(store, { ...change, successor })).toBe(true);
    expect(await rotateToken(store, { ...change, successor: { ...successor, jti: "t3" } })).toBe(false);
    expect((await stateOf(user.key, "t1")).token).toMatchObject({ blacklisted: true, successorJti: "t2" });
    expect(await stateOf(user.key, "t2")).toMatchObject({
      user,
      token: { familyId: "t1", blacklisted: false },
    });
    expect((await stateOf(user.key, "t3")).token).toBeNull();
    await endFamily(store, "t1", NOON);
    expect(await stateOf(user.key, "t2")).toMatchObject({
      family: { endedAt: NOON },
      token: { blacklisted: true },
    });
  });

  it("are deactivated, or deleted with what is theirs, and signed in no more", async () => {
    const counts = () =>
      Promise.all(["session", "address", "event"].map((name) => sql.count(`latchkey_${name}`)));
    await signInByToken("t");
    await signInBySession("k");
    expect(await setActive(store, user.key, { isActive: false, at: NOON, further: [] })).toBe(true);
    expect(await setActive(store, user.key, { isActive: false, at: NOON, further: [] })).toBe(false);
    expect((await findUserByKey(store, user.key))?.isActive).toBe(false);
    expect(await findSession(store, "k")).toBeNull();
    expect((await stateOf(user.key, "t")).family?.endedAt).toEqual(NOON);
    expect(await deleteUser(store, user.key, NOON, [])).toBe(true);
    expect(await deleteUser(store, user.key, NOON, [])).toBe(false);
    expect(await findUserByKey(store, user.key)).toBeNull();
    expect(await counts()).toEqual([0, 0, 0]);
    expect(
      await sql`SELECT user_key, ended_at IS NULL AS live FROM latchkey_family WHERE user_key <> '' OR ended_at IS NULL`,
    ).toEqual([]);
    expect(store.schema.hasOwnUserTable).toBe(false);
  });

  it("are told what is stored of them", async () => {
    await signInBySession("k");
    const data = await readUserData(store, user.key);
    expect(data?.user).toEqual({
      ...{ username: "someone", email: "Some@Example.com", age: 24, is_active: true, is_staff: false },
      ...{ date_joined: NOON.toISOString(), last_login: NOON.toISOString(), remarks: "" },
    });
    expect(data?.owned.sessions).toMatchObject([{ id: "k", expires: LATER.toISOString() }]);
    expect(await readUserData(store, none[0] ?? "")).toBeNull();
  });

  it("who are not active do not sign in", async () => {
    await sql.query(`UPDATE ${quoted(table.table)} SET "enabled" = false`);
    expect([await signInByToken("t"), await signInBySession("k")]).toEqual([false, false]);
    expect([await sql.count("latchkey_family"), await sql.count("latchkey_session")]).toEqual([0, 0]);
  });

  it("keep their sign-ins where their hash is replaced", async () => {
    await signInByToken("t");
    await signInBySession("k");
    const change = {
      userKey: user.key,
      from: "!",
      to: "!new",
      formerDigests: ["older", "old"],
      digest: "new",
    };
    expect(await replacePasswordHash(store, change)).toBe(true);
    expect(await replacePasswordHash(store, change)).toBe(false);
    expect((await findUserByUsername(store, "someone"))?.password).toBe("!new");
    expect((await findSession(store, "k"))?.session.passwordDigest).toBe("new");
    expect((await stateOf(user.key, "t")).family?.passwordDigest).toBe("new");
  });

  it("leave nothing behind that would be somebody's, when they are gone", async () => {
    await signInByToken("t");
    await signInBySession("k");
    await sql.query(`DELETE FROM ${quoted(table.table)}`);
    expect(await findSession(store, "k")).toBeNull();
    expect((await stateOf(user.key, "t")).user).toBeNull();
    expect(await findUsersByAddress(store, "some@example.com")).toEqual([]);
    const never = new Date(0);
    const cutoffs = {
      tokens: never,
      families: never,
      endedFamilies: never,
      sessions: never,
      djangoSessions: never,
      events: never,
      proofs: never,
      throttle: never,
    };
    expect(await prune(store, cutoffs)).toMatchObject({ sessions: 1, addresses: 1, families: 0 });
    expect(await add("next", "some@example.com")).toMatchObject({ email: "some@example.com" });
  });

  it("have their addresses noted whatever Django writes", async () => {
    await sql.query(`UPDATE ${quoted(table.table)} SET "e-mail" = 'New@Example.com'`);
    const scope = { store, settings: settingsOf(), now: NOON };
    expect(await fillAddresses(scope)).toBe(1);
    expect(await findUsersByAddress(store, "new@example.com")).toMatchObject([{ key: user.key }]);
    expect(await findUsersByAddress(store, "some@example.com")).toEqual([]);
    expect(await fillAddresses(scope)).toBe(0);
  });
});
