import { afterEach, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { type Model, openPrisma, type Prisma } from "@/lib/testing/store/prisma";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { endDjangoSessionSteps } from "./django_sessions";
import { askForProofStep, findProofByNonce, spendProof } from "./email_proofs";
import { eventStep } from "./events";
import { migrate } from "./migrations/migrate";
import { closeStore, openStore, type Store } from "./open";
import { outboxStep } from "./outbox";
import { endFamily, insertFamily, rotateToken } from "./refresh_tokens";
import { renewSessionStep } from "./renew_sign_in";
import { beginTotp, confirmTotpStep, recoveryCodeSteps } from "./second_factors";
import { replaceSession } from "./sessions";
import { dateFrom } from "./statements";
import { countUses } from "./throttle";
import { insertUser } from "./users";

const TABLES: Readonly<Record<Model, string>> = {
  user: "auth_user",
  session: "latchkey_session",
  djangoSession: "latchkey_django_session",
  tokenFamily: "latchkey_family",
  token: "latchkey_token",
  address: "latchkey_address",
  event: "latchkey_event",
  throttle: "latchkey_throttle",
  outbox: "latchkey_outbox",
  emailProof: "latchkey_email_proof",
  totp: "latchkey_totp",
  recoveryCode: "latchkey_recovery_code",
  import: "latchkey_import",
  migration: "latchkey_migration",
};
const NOON = new Date("2026-11-24T12:00:00.000Z");
const LATER = new Date("2026-11-25T13:02:24.123Z");

let database: TestDatabase;
let store: Store;
let sql: Sql;
let prisma: Prisma;
beforeEach(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  store = await openStore(database.url);
  sql = openSql(database.url);
  prisma = openPrisma(database.url);
});
afterEach(async () => {
  await Promise.all([prisma.$disconnect(), sql.close(), closeStore(store)]);
  await database.drop();
});

it("Prisma's schema has the columns of every table, and reads what the app has written", async () => {
  await writeRows();
  for (const [model, table] of entriesOf(TABLES)) {
    const read = await prisma[model].findMany();
    const rows = await sql.query<Record<string, unknown>>(`SELECT * FROM ${table}`);
    expect(rows.length, table).toBeGreaterThan(0);
    expect(read, table).toEqual(rows.map((row, index) => likePrisma(row, read[index] ?? {})));
  }
});

/** Rows in every table, in all of whose columns something stands at least once. */
async function writeRows(): Promise<void> {
  const times = { createdAt: NOON, expiresAt: LATER };
  const added = await insertUser(store, {
    username: "somebody",
    password: "!",
    email: "Somebody@example.org",
    foldedEmail: "somebody@example.org",
    age: 25,
    joinedAt: NOON,
  });
  if (!added.ok) throw new Error(`${added.taken} is taken`);
  const userKey = added.user.key;
  const asked = { address: added.user.email, nonce: "nonce", at: NOON };
  await store.statements.write([askForProofStep(store, added.user, asked)]);
  const proof = await findProofByNonce(store, "nonce");
  if (proof === null) throw new Error("no proof");
  await spendProof(store, added.user, { ...proof, folded: "somebody@example.org", at: LATER }, []);
  const signIn = { userKey, passwordDigest: "digest", address: "192.0.2.1", userAgent: "a browser" };
  await replaceSession(
    store,
    { id: "s", keyDigest: "k", ...signIn, ...times },
    { formerKeyDigests: [], app: null, perUser: 50 },
  );
  const renewal = { id: "s", keyDigest: "l", formerKeyDigest: "k", passwordDigest: "digest", at: LATER };
  await store.statements.write([renewSessionStep(store, { ...renewal, isAuthenticated: true })]);
  await store.statements.write(endDjangoSessionSteps(store, "django", { expiresAt: LATER }));
  await sql`UPDATE latchkey_session SET django_key = 'django'`;
  await store.statements.write([
    { sql: "INSERT INTO latchkey_import (id, digest) VALUES (?, ?)", params: ["1", "digest"] },
  ]);
  const first = { token: { jti: "t1", digest: "d1", ...times }, at: NOON, expiresAt: LATER };
  await insertFamily(
    store,
    { id: "f", ...signIn },
    { ...first, app: null, setsLastLogin: true, perUser: 50 },
  );
  const successor = { jti: "t2", digest: "d2", ...times };
  await rotateToken(store, { jti: "t1", familyId: "f", userKey, successor, at: LATER });
  await beginTotp(store, { userKey, pending: "sealed", at: NOON, since: null });
  await store.statements.write([
    confirmTotpStep(store, { userKey, pending: "sealed", step: 59_000_000, at: NOON }),
    ...recoveryCodeSteps(store, userKey, ["digest"], NOON),
  ]);
  await beginTotp(store, { userKey, pending: "sealed anew", at: LATER, since: NOON });
  await countUses(store, [{ key: "signUp 192.0.2.1", count: 3, windowSeconds: 900 }], LATER);
  const event = {
    id: "e",
    at: LATER,
    name: "happened",
    userKey,
    address: "192.0.2.1",
    facts: { family: "f" },
  };
  const mail = { id: "m", kind: "password_changed", userKey, facts: { language: "en" }, at: LATER };
  await endFamily(store, "f", LATER, [eventStep(store, event), outboxStep(store, mail)]);
}

function entriesOf<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}

/** A row by the names of Prisma's fields; SQLite's times and booleans as Prisma has them. */
function likePrisma(
  row: Readonly<Record<string, unknown>>,
  read: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const field = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      if (read[field] instanceof Date && typeof value === "string") return [field, dateFrom(value)];
      return [field, typeof read[field] === "boolean" ? Boolean(value) : value];
    }),
  );
}
