import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { foldEmail } from "@/lib/accounts/fold_email";
import { searchPrefix } from "@/lib/accounts/people/search_prefix";
import { createTestDatabase, TEST_SERVER } from "@/lib/testing/store/database";
import { addUser, openSql, type Sql } from "@/lib/testing/store/sql";
import { addUserRow, createUserTable, KEY_TYPES, USER_TABLES } from "@/lib/testing/store/user_tables";
import { recordAddresses, staleAddresses } from "./addresses";
import { endOfPrefix, findUsers, type UserPage } from "./find_users";
import { migrate } from "./migrations/migrate";
import { closeStore, openStore, type Store } from "./open";
import { cursorText } from "./user_cursor";
import { AUTH_USER, type UserMapping } from "./user_mapping";

let store: Store;
let sql: Sql;
let drop: () => Promise<void>;
let url: string;
beforeEach(async () => {
  const database = await createTestDatabase({ migrated: true });
  url = database.url;
  drop = database.drop;
  await migrate(url);
  sql = openSql(url);
  await open(AUTH_USER);
});
afterEach(async () => {
  await closeStore(store);
  await sql.close();
  await drop();
});

async function open(users: UserMapping): Promise<void> {
  store = await openStore(url, users);
}

/** Adds users by name and address, as Django does, and records the addresses as our job does. */
async function add(...users: readonly (readonly [string, string?])[]): Promise<void> {
  for (const [username, email = ""] of users) await addUser(sql, { username, email });
  await recordAll();
}

async function recordAll(): Promise<void> {
  for await (const rows of staleAddresses(store, 100))
    await recordAddresses(
      store,
      rows.map(({ user_key, email }) => ({ userKey: user_key, email, folded: foldEmail(email) })),
    );
}

const namesIn = ({ users }: UserPage) => users.map(({ username }) => username);

function find(typed: string, { after = null, limit = 50 }: { after?: string | null; limit?: number } = {}) {
  return findUsers(store, { prefix: searchPrefix(typed), after, limit });
}

async function pagesOf(typed: string, limit: number, between: () => Promise<unknown> = async () => {}) {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const page: UserPage = await find(typed, { after, limit });
    pages.push(namesIn(page));
    after = page.next;
    await between();
  } while (after !== null);
  return pages;
}

describe("people are found by the beginning", () => {
  it("of a name, in whichever case it is stored as: as typed, small, large or with a capital", async () => {
    await add(["kim"], ["Kim2"], ["KIM3"], ["kIM4"], ["ki"], ["akim"], ["kin"]);
    expect(namesIn(await find("kim"))).toEqual(["KIM3", "Kim2", "kim"]);
    expect(namesIn(await find("KIM"))).toEqual(["KIM3", "Kim2", "kim"]);
    expect(namesIn(await find("kIM"))).toEqual(["KIM3", "Kim2", "kIM4", "kim"]);
  });

  it("of an address, however it is spelled, and once where the name begins so as well", async () => {
    await add(["lee", "Lee.Min@Example.com"], ["min", "lee@example.com"], ["other", "x@lee.example"]);
    expect(namesIn(await find("LEE"))).toEqual(["lee", "min"]);
    expect(namesIn(await find("lee.min@EX"))).toEqual(["lee"]);
    expect(await find("lee.min@example.com")).toMatchObject({
      users: [{ username: "lee", email: "Lee.Min@Example.com", isActive: true, isStaff: false }],
      next: null,
    });
  });

  it("of a domain in another script, and of Korean names", async () => {
    await add(["김민수", "minsu@bücher.example"], ["김", "b@bücher.example"], ["박", ""]);
    expect(namesIn(await find("김"))).toEqual(["김", "김민수"]);
    expect(namesIn(await find("minsu@BÜCHER.example"))).toEqual(["김민수"]);
  });

  it("as text: %, _, quotes and what SQL knows otherwise are letters", async () => {
    await add(["a%b"], ["a_c"], ["axb"], ["'; DROP TABLE x; --"], ['"q'], ["\\e"], ["?"]);
    for (const typed of ["a%", "a_", "'; DROP TABLE", '"', "\\", "?"])
      expect(namesIn(await find(typed)), typed).toHaveLength(1);
    expect(namesIn(await find("%"))).toEqual([]);
  });

  it("as an exact key: that user comes first, and once", async () => {
    await add(["seven"], ["2 apples"], ["2"]);
    const key = (await find("seven")).users[0]?.key ?? "";
    await add([`${key}th`]);
    expect(namesIn(await find(key))[0]).toBe("seven");
    const two = await find("2");
    expect(namesIn(two).filter((name) => name === "2")).toEqual(["2"]);
    for (const none of ["0", "99999999999999999999", "9223372036854775807", "-1"])
      expect(namesIn(await find(none)), none).toEqual([]);
  });

  it("not by an address that the user has no more", async () => {
    await add(["a", "old@example.com"]);
    await sql`UPDATE auth_user SET email = 'new@example.com'`;
    expect(namesIn(await find("old"))).toEqual([]);
  });
});

describe("page by page", () => {
  const names = Array.from({ length: 23 }, (_, index) => `n${String(index).padStart(2, "0")}`);

  it("everybody is there once, by name or address, though many have one address", async () => {
    await add(...names.slice(0, 12).map((name) => [name, `n${name}@example.com`] as const));
    await add(...names.slice(12).map((name) => [`x${name}`, "n05@example.com"] as const));
    for (const limit of [1, 2, 3, 7, 23, 24]) {
      const pages = await pagesOf("n", limit);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      expect(pages.flat()).toEqual([
        ...names.slice(0, 6),
        ...names.slice(12).map((name) => `x${name}`),
        ...names.slice(6, 12),
      ]);
    }
  });

  it("though people come and go meanwhile, none repeats and none is passed over", async () => {
    await add(...names.map((name) => [name] as const));
    let added = 0;
    const pages = await pagesOf("n", 4, async () => {
      await sql`DELETE FROM auth_user WHERE username = ${names[added] ?? ""}`;
      await add([`n!${added++}`]);
    });
    expect(pages.flat()).toEqual(names);
    await add(["n~"]);
    expect((await pagesOf("", 4)).flat()[0]).toBe("n~");
  });

  it("without a prefix the newest come first", async () => {
    await add(...names.map((name) => [name] as const));
    expect((await pagesOf("  ", 5)).flat()).toEqual([...names].reverse());
  });

  it("more addresses than are looked through at once whose names begin so as well", async () => {
    const letters = Array.from({ length: 450 }, (_, index) => `m${index}`);
    for (const name of letters) await addUser(sql, { username: `my${name}`, email: `ma${name}@example.com` });
    await addUser(sql, { username: "last", email: "mb@example.com" });
    await recordAll();
    const [first = [], ...more] = await pagesOf("m", 100);
    expect(first[0]).toBe("last");
    expect([first, ...more].flat()).toHaveLength(451);
  });

  it("a cursor that is none begins at the first page", async () => {
    await add(["a"], ["b"]);
    const ofJson = (text: string) => Buffer.from(text).toString("base64url");
    for (const after of [
      "",
      "*",
      ofJson("x"),
      ofJson("[1]"),
      ofJson('["\\u0000","\\u0000"]'),
      cursorText(["x", "y", "z"]),
    ]) {
      expect(namesIn(await find("", { after })), after).toEqual(["b", "a"]);
      expect(namesIn(await find("a", { after })), after).toEqual(["a"]);
    }
  });
});

test("the end of a prefix is greater than all that begin with it, and less than all others", () => {
  expect(endOfPrefix("ab")).toBe("ac");
  expect(endOfPrefix("a\u{10ffff}")).toBe("b");
  expect(endOfPrefix("\ud7ff")).toBe("\ue000");
  expect(endOfPrefix("\u{10ffff}")).toBe("\u{10ffff}");
});

describe.each(KEY_TYPES)("in a table whose key is of the type %s", (type) => {
  beforeEach(async () => {
    await closeStore(store);
    await createUserTable(sql, type);
    await open(USER_TABLES[type]);
  });
  const keys = {
    integer: ["4", "5", "6"],
    bigint: ["9007199254740993", "9007199254740994", "9007199254740995"],
    uuid: [4, 5, 6].map((last) => `0d9c4a36-44a4-4b56-9e0c-0242ac12000${last}`),
    text: ["x4", "x5", "x6"],
  }[type];

  it("people are found by name, address and key, and all are listed", async () => {
    for (const [index, key] of keys.entries())
      await addUserRow(sql, type, { key, password: "!", email: `mail${index}@example.com`, lastLogin: null });
    await recordAll();
    const found = async (typed: string) => (await find(typed)).users.map(({ key }) => key);
    expect(await found("name of")).toEqual(keys);
    expect(await found("MAIL1")).toEqual([keys[1]]);
    expect(await found(keys[2] ?? "")).toEqual([keys[2]]);
    const all = type === "uuid" || type === "text" ? keys : [...keys].reverse();
    const names = all.map((key) => `name of ${key}`);
    expect(await pagesOf("", 2)).toEqual([names.slice(0, 2), names.slice(2)]);
    expect((await find("mail1")).users[0]).toMatchObject({ isSuperuser: false, lastLoginAt: null });
  });
});

it("columns that a table lacks are empty", async () => {
  await closeStore(store);
  await open({
    ...AUTH_USER,
    columns: { ...AUTH_USER.columns, email: null, dateJoined: null, isStaff: null },
  });
  await add(["a", "mail@example.com"]);
  expect(namesIn(await find("mail"))).toEqual([]);
  expect((await find("a")).users).toMatchObject([{ email: "", joinedAt: null, isStaff: false }]);
});

it("where names are addresses, each is found once", async () => {
  await closeStore(store);
  await sql.script(
    "CREATE TABLE people (id integer PRIMARY KEY, email varchar(150) NOT NULL UNIQUE, password varchar(128))",
  );
  await open({ ...AUTH_USER, table: "people", columns: { ...AUTH_USER.columns, username: "email" } });
  for (const [id, email] of ["kim@example.com", "KIM2@Example.com", "kIM3@example.com"].entries())
    await sql`INSERT INTO people (id, email, password) VALUES (${id}, ${email}, '!')`;
  await recordAll();
  expect((await pagesOf("kim", 2)).flat()).toEqual([
    "KIM2@Example.com",
    "kIM3@example.com",
    "kim@example.com",
  ]);
});

describe.runIf(TEST_SERVER)("on PostgreSQL", () => {
  it.each([
    ["without Django's pattern index", 'DROP INDEX "auth_user_username_6821ab7c_like"'],
    [
      "by an index whose order is that of bytes",
      `DROP INDEX "auth_user_username_6821ab7c_like"; ALTER TABLE auth_user ALTER username TYPE varchar(150) COLLATE "C"`,
    ],
    [
      "in a language's order",
      `DROP INDEX "auth_user_username_6821ab7c_like"; ALTER TABLE auth_user ALTER username TYPE varchar(150) COLLATE "en-x-icu"`,
    ],
  ])("names are found %s, in the same order", async (_, change) => {
    await sql.script(change);
    await add(["ab"], ["aB"], ["a-c"], ["a1"], ["á"], ["A"], ["b"]);
    expect((await pagesOf("a", 2)).flat()).toEqual(["A", "a-c", "a1", "aB", "ab"]);
  });
});

describe.runIf(!TEST_SERVER)("on SQLite", () => {
  it("names whose column has another order are found by their bytes", async () => {
    await closeStore(store);
    await sql.script(
      "CREATE TABLE people (id integer PRIMARY KEY, username varchar(150) NOT NULL UNIQUE COLLATE NOCASE, password text)",
    );
    await open({ ...AUTH_USER, table: "people" });
    for (const name of ["ab", "Ac", "b", "AD"])
      await sql`INSERT INTO people (username, password) VALUES (${name}, '!')`;
    expect((await pagesOf("a", 2)).flat()).toEqual(["AD", "Ac", "ab"]);
  });
});
