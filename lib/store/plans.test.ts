import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSessionTable } from "@/lib/testing/django/session_rows";
import { createBlacklistTables } from "@/lib/testing/store/blacklist_tables";
import { createTestDatabase, TEST_SERVER } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { createUserTable, KEY_TYPES, USER_TABLES } from "@/lib/testing/store/user_tables";
import { findUserByAddress, findUsersByAddress, isAddressVerified, recordAddresses } from "./addresses";
import { changePasswordHash } from "./change_password";
import { changeUser, findTakenByAnother } from "./change_user";
import { deleteUser } from "./delete_user";
import { endDjangoSessionSteps, findDjangoSession, hasEndedAtDjango, takeOver } from "./django_sessions";
import {
  askForProofStep,
  findProofByNonce,
  findProofForCode,
  findProofOfUser,
  spendProof,
} from "./email_proofs";
import { endOneSignInSteps } from "./end_sign_ins";
import { listEvents } from "./events";
import { findUsers } from "./find_users";
import { migrate } from "./migrations/migrate";
import { closeStore, openStore, type Store } from "./open";
import { deleteOutboxStep, disownOutboxStep } from "./outbox";
import { dropPendingAddressStep } from "./pending_address";
import {
  addToken,
  adoptToken,
  blacklistToken,
  endFamily,
  findUnusedToken,
  insertFamily,
  rotateToken,
} from "./refresh_tokens";
import { renewFamilyStep, renewSessionStep } from "./renew_sign_in";
import { findRevokedUntil, revokeDevicesStep } from "./revoked_devices";
import { deleteSession, findSession, findSessionOwner, hasSession, replaceSession } from "./sessions";
import { endSignIns, findSignIn, listSignIns } from "./sign_ins";
import { permitOnSignInStep, permitStep } from "./staff_rights";
import { type Query, query, type Statements, type Step, type Value, type WriteOptions } from "./statements";
import { clearUsesStep, countUses, findFull, takeBackStep } from "./throttle";
import { findTokenState } from "./token_state";
import { readUserData } from "./user_data";
import { setActive } from "./user_flags";
import { AUTH_USER } from "./user_mapping";
import { findTaken, findUserByKey, findUserByUsername, insertUser, replacePasswordHash } from "./users";

const AT = new Date("2026-11-24T12:00:00Z");
const KEYS = {
  integer: "1",
  bigint: "9007199254740993",
  uuid: "0d9c4a36-44a4-4b56-9e0c-0242ac120002",
  text: "x",
} as const;

/** The statements that the functions of the store run, each with its parameters. */
async function statementsOf(store: Store, work: (store: Store) => Promise<unknown>): Promise<Step[]> {
  const steps: Step[] = [];
  const note = ({ sql }: Query<unknown>, ...params: Value[]) => steps.push({ sql, params });
  const { one, list, write, writeReturning } = store.statements;
  const statements: Statements = {
    ...store.statements,
    one: <Row>(query: Query<Row>, ...params: Value[]) => {
      note(query, ...params);
      return one(query, ...params);
    },
    list: <Row>(query: Query<Row>, ...params: Value[]) => {
      note(query, ...params);
      return list(query, ...params);
    },
    writeReturning: <Row>(query: Query<Row>, ...params: Value[]) => {
      note(query, ...params);
      return writeReturning(query, ...params);
    },
    write: (written: readonly Step[], options: WriteOptions = {}) => {
      steps.push(...written);
      return write(written, options);
    },
  };
  await work({ ...store, statements });
  return steps;
}

/** All that requests ask of the database. */
async function everything(store: Store, userKey: string): Promise<void> {
  const token = (jti: string) => ({ jti, digest: "d", createdAt: AT, expiresAt: AT });
  const family = { id: "f", userKey, passwordDigest: "d", address: null, userAgent: null };
  await insertUser(store, {
    username: "someone",
    password: "!",
    email: "a@example.com",
    foldedEmail: "a@example.com",
    age: null,
    joinedAt: AT,
  });
  await findUserByUsername(store, "someone");
  await findTaken(store, "someone", "a@example.com");
  await findUsersByAddress(store, "a@example.com");
  await findUserByAddress(store, "a@example.com");
  await recordAddresses(store, [
    { userKey, email: "a@example.com", folded: "a@example.com" },
    { userKey, email: "", folded: null },
  ]);
  await isAddressVerified(store, userKey, "a@example.com");
  const prefix = { text: userKey, names: ["some", "SOME"], address: "a@" };
  await findUsers(store, { prefix, after: null, limit: 1 });
  const user = await findUserByUsername(store, "someone");
  if (user === null) throw new Error("no user");
  const proof = { address: "b@example.com", nonce: "n", at: AT };
  await store.statements.write([askForProofStep(store, user, proof)]);
  await findProofOfUser(store, user.key);
  await findProofForCode(store, user.key);
  const asked = await findProofByNonce(store, "n");
  if (asked === null) throw new Error("no proof");
  await spendProof(store, user, { ...asked, folded: "b@example.com", at: AT }, [
    dropPendingAddressStep(userKey),
  ]);
  await replacePasswordHash(store, { userKey, from: "!", to: "!", formerDigests: ["d"], digest: "d" });
  await replaceSession(
    store,
    { ...family, keyDigest: "k", createdAt: AT, expiresAt: AT },
    { formerKeyDigests: ["former"], app: null, perUser: 50 },
  );
  await findSession(store, "k");
  await findSessionOwner(store, "k");
  await deleteSession(store, { id: "f", djangoKey: "d" }, []);
  if (store.schema.hasDjangoSessions) await takeOverEach(store, userKey);
  await insertFamily(store, family, {
    token: token("1"),
    at: AT,
    expiresAt: AT,
    app: null,
    setsLastLogin: true,
    perUser: 50,
  });
  await adoptToken(store, family, token("2"), { at: AT, perUser: 50 });
  for (const userField of ["id", "username"] as const)
    for (const jti of ["1", null])
      await findTokenState(store, { userField, userId: userKey, familyId: "f", jti });
  await rotateToken(store, { jti: "1", familyId: "f", userKey, successor: token("3"), at: AT });
  await addToken(store, { familyId: "f", userKey, token: token("4"), at: AT });
  await findUnusedToken(store, "3");
  await blacklistToken(store, token("5"), userKey, AT);
  await endFamily(store, "f", AT);
  const renewal = { id: "f", passwordDigest: "d", at: AT };
  const keys = { keyDigest: "l", formerKeyDigest: "k" };
  const renewals = [
    renewSessionStep(store, { ...renewal, ...keys, isAuthenticated: true }),
    renewFamilyStep(store, renewal),
  ];
  await store.statements.write(renewals);
  await hasSession(store, "f");
  await listSignIns(store, { userKey, at: AT, current: "f" });
  await findSignIn(store, userKey, "f");
  for (const keep of ["f", null]) await endSignIns(store, { userKey, at: AT, keep }, []);
  for (const before of ["e", null]) await listEvents(store, userKey, { after: AT, before });
  await changeAndDelete(store, userKey);
  const limits = ["account 1", "address 192.0.2.1"].map((key) => ({ key, count: 10, windowSeconds: 900 }));
  for (const counted of [limits, limits.slice(1)]) {
    await countUses(store, counted, AT);
    await findFull(store, counted, AT);
  }
  const uses = { key: "address 192.0.2.1", uses: 1, endsAt: AT };
  await store.statements.write([clearUsesStep("account 1"), takeBackStep(store, uses)]);
  await store.statements.write([revokeDevicesStep(store, "1", AT)]);
  await findRevokedUntil(store, "1");
}

async function changeAndDelete(store: Store, userKey: string): Promise<void> {
  await findTakenByAnother(store, userKey, "other", "b@example.com");
  const user = await findUserByUsername(store, "someone");
  if (user === null) throw new Error("no user");
  await findUserByKey(store, userKey);
  await changePasswordHash(store, { userKey, from: "!", to: "!new" }, []);
  await changeUser(store, user, { username: "other", email: "b@example.com", age: 5 }, "b@example.com", []);
  await readUserData(store, userKey);
  await setActive(store, userKey, { isActive: false, at: AT, further: [] });
  await setActive(store, userKey, { isActive: false, at: AT, further: [], staff: userKey });
  await store.statements.write([
    permitStep(store, userKey, userKey),
    permitOnSignInStep(store, userKey, userKey, "f"),
    ...endOneSignInSteps(store, { userKey, signIn: "f", at: AT }),
  ]);
  await deleteUser(store, userKey, AT, [deleteOutboxStep(userKey, "kind"), disownOutboxStep(userKey)]);
}

/** A session of Django's. */
async function takeOverEach(store: Store, userKey: string): Promise<void> {
  const session = { id: "t", userKey, keyDigest: "t", passwordDigest: "d", createdAt: AT, expiresAt: AT };
  const row = { djangoKey: "d", djangoExpiresAt: AT, at: AT, perUser: 50, steps: [] };
  await findDjangoSession(store, "d");
  await takeOver(store, { ...session, address: null, userAgent: null }, row);
  await hasEndedAtDjango(store, "d", AT);
  await store.statements.write(endDjangoSessionSteps(store, "d", { expiresAt: AT }));
}

/** Parts of a plan that read a whole table: SQLite's scans but of its catalogue and of what they have found themselves, PostgreSQL's. */
const WHOLE = {
  sqlite: /^SCAN (?!one\b|live\b|counted\b|recorded\b|(\d+ )?CONSTANT ROW|master\b|foreign_key\b)/,
  postgresql: /Seq Scan/,
} as const;

async function planOf(sql: Sql, step: Step): Promise<string[]> {
  if (sql.engine === "sqlite") {
    const rows = await sql.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${step.sql}`, ...step.params);
    return rows.map(({ detail }) => detail);
  }
  const rows = await sql.query<{ "QUERY PLAN": string }>(`EXPLAIN ${step.sql}`, ...step.params);
  return rows.map((row) => row["QUERY PLAN"]);
}

const LAYOUTS = [
  { holds: "auth_user", table: AUTH_USER, prepare: async () => {} },
  { holds: "auth_user, beside simplejwt's tables", table: AUTH_USER, prepare: createBlacklistTables },
  { holds: "auth_user, beside Django's sessions", table: AUTH_USER, prepare: createSessionTable },
  ...KEY_TYPES.map((type) => ({
    holds: `a table whose key is of the type ${type}`,
    table: USER_TABLES[type],
    prepare: (sql: Sql) => createUserTable(sql, type),
  })),
];

describe.each(LAYOUTS)("with users in $holds", ({ table, prepare }) => {
  let store: Store;
  let sql: Sql;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = database.drop;
    await migrate(database.url);
    sql = openSql(database.url);
    await prepare(sql);
    // As the connections have it on which statements are run.
    if (TEST_SERVER) await sql.script("SET enable_seqscan = off");
    store = await openStore(database.url, table);
  });
  afterAll(async () => {
    await closeStore(store);
    await sql.close();
    await drop();
  });

  it("each statement of a request finds its rows by an index", async () => {
    const scans = query("SELECT current_setting('enable_seqscan') AS scans");
    if (TEST_SERVER) expect(await store.statements.one(scans)).toEqual({ scans: "off" });
    const steps = await statementsOf(store, (watched) =>
      everything(watched, KEYS[store.schema.userTable.key.type]),
    );
    expect(steps.length).toBeGreaterThan(30);
    for (const step of steps) {
      const plan = await planOf(sql, step);
      expect(
        plan.filter((line) => WHOLE[sql.engine].test(line)),
        `${step.sql}\n${plan.join("\n")}`,
      ).toEqual([]);
    }
  });
});
