import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addUser } from "@/lib/testing/store/sql";
import { openTestStore, type TestStore } from "@/lib/testing/store/store";
import { findUnrecordedUser, findUsersByAddress } from "./addresses";
import { findTaken, insertUser } from "./users";

let database: TestStore;
beforeEach(async () => {
  database = await openTestStore();
});
afterEach(() => database.close());

function signUp(username: string, folded: string, email = folded) {
  const user = { username, email, foldedEmail: folded || null, password: "!", age: null };
  return insertUser(database.store, { ...user, joinedAt: new Date("2026-11-24T12:00:00Z") });
}
const owners = async (folded: string) =>
  (await findUsersByAddress(database.store, folded)).map(({ username }) => username);

/** So many sign-ups at once, each of a name of its own. @returns who got through */
async function race(count: number, folded: string): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `racer${index}`);
  const results = await Promise.all(
    names.map((name, index) => signUp(name, folded, index % 2 === 0 ? folded : folded.toUpperCase())),
  );
  for (const result of results) if (!result.ok) expect(result.taken).toBe("email");
  return names.filter((_, index) => results[index]?.ok);
}

describe("one address is one account", () => {
  test("whoever comes first has it", async () => {
    expect(await signUp("first", "a@example.com", "A@example.com")).toMatchObject({ ok: true });
    expect(await signUp("second", "a@example.com")).toEqual({ ok: false, taken: "email" });
    expect(await owners("a@example.com")).toEqual(["first"]);
    expect(await database.sql.count("auth_user")).toBe(2);
  });

  test("of a hundred who sign up at once one does, and is the only one in the table", async () => {
    const winners = await race(100, "a@example.com");
    expect(winners).toHaveLength(1);
    expect(await owners("a@example.com")).toEqual(winners);
    expect(await database.sql.count("auth_user")).toBe(2);
    expect(await database.sql.count("latchkey_address")).toBe(1);
  });

  test("without an address nobody is in anybody's way", async () => {
    for (const name of ["a", "b"]) expect(await signUp(name, "")).toMatchObject({ ok: true });
    expect(await database.sql.count("latchkey_address")).toBe(0);
  });

  test("whose name is taken as well is told of one of both, and nothing is written", async () => {
    await signUp("first", "a@example.com");
    expect(await signUp("first", "a@example.com")).toEqual({ ok: false, taken: "email" });
    expect(await signUp("first", "b@example.com")).toEqual({ ok: false, taken: "username" });
    expect(await owners("b@example.com")).toEqual([]);
    expect(await findTaken(database.store, "first", "a@example.com")).toEqual(["username", "email"]);
    expect(await findTaken(database.store, "second", "b@example.com")).toEqual([]);
    expect(await findTaken(database.store, null, null)).toEqual([]);
  });

  test("of many who sign up with one name at once one does, and no other's address is claimed", async () => {
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) => signUp("same", `a${index}@example.com`)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.sql.count("latchkey_address")).toBe(1);
  });
});

describe("a row that has become untrue blocks nobody", () => {
  const ENDINGS = {
    "the user was deleted": () => database.sql`DELETE FROM auth_user WHERE username = 'former'`,
    "the user has another address": () =>
      database.sql`UPDATE auth_user SET email = 'other@example.com' WHERE username = 'former'`,
    "the user has no address any more": () =>
      database.sql`UPDATE auth_user SET email = '' WHERE username = 'former'`,
    "the key is none": () => database.sql`UPDATE latchkey_address SET user_key = 'nobody'`,
  };

  test.each(Object.entries(ENDINGS))("since %s", async (_, end) => {
    await signUp("former", "a@example.com");
    await end();
    expect(await owners("a@example.com")).toEqual([]);
    expect(await findTaken(database.store, null, "a@example.com")).toEqual([]);
    const winners = await race(20, "a@example.com");
    expect(winners).toHaveLength(1);
    expect(await owners("a@example.com")).toEqual(winners);
    expect(await signUp("late", "a@example.com")).toEqual({ ok: false, taken: "email" });
  });

  test("since the user's key is another user's now", async () => {
    await signUp("former", "a@example.com");
    const [{ id } = { id: 0 }] = await database.sql<{
      id: number;
    }>`SELECT id FROM auth_user WHERE username = 'former'`;
    await database.sql`DELETE FROM auth_user WHERE id = ${id}`;
    await addUser(database.sql, { id, username: "other", email: "b@example.com" });
    expect(await owners("a@example.com")).toEqual([]);
    expect(await signUp("new", "a@example.com")).toMatchObject({ ok: true });
  });
});

test("an address that several have finds all of them, the one who signed up with it here first", async () => {
  await addUser(database.sql, { id: 2, username: "imported", email: "A@Example.com" });
  await addUser(database.sql, { id: 3, username: "imported too", email: "a@example.com" });
  await signUp("here", "a@example.com");
  for (const [key, address] of [
    ["2", "A@Example.com"],
    ["3", "a@example.com"],
  ] as const)
    await database.sql`INSERT INTO latchkey_address (user_key, address, folded, claimed)
      VALUES (${key}, ${address}, 'a@example.com', false)`;
  expect(await owners("a@example.com")).toEqual(["here", "imported", "imported too"]);
});

test("of the users whose address is not recorded, the newest thousand are found by it", async () => {
  const { sql, store } = database;
  const columns =
    "username, password, email, first_name, last_name, is_superuser, is_staff, is_active, date_joined";
  await sql.query(`
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1001)
    INSERT INTO auth_user (${columns})
    SELECT 'u' || n, '!', 'U' || n || '@example.com', '', '', false, false, true, '2026-11-01 00:00:00' FROM numbers ORDER BY n`);
  const find = async (name: string) => {
    const email = `${name}@example.com`;
    return (await findUnrecordedUser(store, [email, email], email.toLowerCase()))?.username ?? null;
  };
  expect([await find("U1"), await find("U2"), await find("U1001"), await find("u1001")]).toEqual([
    null,
    "u2",
    "u1001",
    null,
  ]);
});
