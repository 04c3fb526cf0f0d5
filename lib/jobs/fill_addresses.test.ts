import { afterEach, beforeEach, expect, test } from "vitest";
import { findUsersByAddress } from "@/lib/store/addresses";
import { insertUser } from "@/lib/store/users";
import { settingsOf } from "@/lib/testing/settings";
import { addUser } from "@/lib/testing/store/sql";
import { openTestStore, type TestStore } from "@/lib/testing/store/store";
import { fillAddresses } from "./fill_addresses";

let database: TestStore;
beforeEach(async () => {
  database = await openTestStore();
});
afterEach(() => database.close());

const fill = (signal?: AbortSignal) =>
  fillAddresses({ store: database.store, settings: settingsOf(), now: new Date() }, signal);
const addressesOf = async (folded: string) =>
  (await findUsersByAddress(database.store, folded)).map(({ username }) => username);

async function signUp(username: string, email: string) {
  const user = { username, email, foldedEmail: email.toLowerCase(), password: "!", age: null };
  return insertUser(database.store, { ...user, joinedAt: new Date() });
}

async function rows(): Promise<unknown[]> {
  const found = await database.sql`
    SELECT user_key, address, folded, claimed FROM latchkey_address ORDER BY CAST(user_key AS INTEGER)`;
  return found.map(({ user_key, address, folded, claimed }) => [user_key, address, folded, Boolean(claimed)]);
}

test("users whom Django made are found by their address, hundreds of them, also two by the same", async () => {
  for (let index = 2; index <= 450; index += 1)
    await addUser(database.sql, { id: index, username: `u${index}`, email: `U${index}@Example.com` });
  await addUser(database.sql, { id: 451, username: "double", email: "u7@example.com" });
  await addUser(database.sql, { id: 452, username: "korean", email: "a@도메인.한국" });
  expect(await fill()).toBe(451);
  expect(await addressesOf("u7@example.com")).toEqual(["double", "u7"].sort());
  expect(await addressesOf("u450@example.com")).toEqual(["u450"]);
  expect(await addressesOf("a@xn--hq1bm8jm9l.xn--3e0b707e")).toEqual(["korean"]);
  expect(await fill()).toBe(0);
});

test("an address that Django gave somebody is refused from then on, however it is written", async () => {
  await addUser(database.sql, { id: 2, username: "imported", email: "Imported@Example.com" });
  await fill();
  expect(await signUp("new", "IMPORTED@example.com")).toEqual({ ok: false, taken: "email" });
});

test("what Django changes is followed; a claim goes with its user where nobody has claimed the new address", async () => {
  for (const name of ["a", "b", "c"]) await signUp(name, `${name}@example.com`);
  await database.sql`UPDATE auth_user SET email = 'New@example.com' WHERE username = 'a'`;
  await database.sql`UPDATE auth_user SET email = 'C@example.com' WHERE username = 'b'`;
  await database.sql`UPDATE auth_user SET email = '' WHERE username = 'c'`;
  expect(await fill()).toBe(3);
  expect(await rows()).toEqual([
    ["2", "New@example.com", "new@example.com", true],
    // The row of the one who gave the address up was still a claim.
    ["3", "C@example.com", "c@example.com", false],
  ]);
  expect(await addressesOf("c@example.com")).toEqual(["b"]);
  expect(await fill()).toBe(0);
});

test("several fill at once", async () => {
  for (let index = 2; index <= 300; index += 1)
    await addUser(database.sql, { id: index, username: `u${index}`, email: `u${index}@example.com` });
  await Promise.all([fill(), fill(), fill()]);
  expect(await database.sql.count("latchkey_address")).toBe(299);
});

test("it can be stopped", async () => {
  await addUser(database.sql, { id: 2, username: "imported", email: "imported@example.com" });
  expect(await fill(AbortSignal.abort())).toBe(0);
});
