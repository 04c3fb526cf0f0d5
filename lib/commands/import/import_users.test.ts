import { existsSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addSignUp,
  type ImportTarget,
  openImportTarget,
  dumpedUser as user,
} from "@/lib/testing/django/import_target";

let target: ImportTarget;
beforeEach(async () => {
  target = await openImportTarget();
});
afterEach(() => target.close());

const LONG = "a".repeat(151);

test("rows that cannot be taken are told of, each with its reason, and all others are taken", async () => {
  const rows = [
    [user(true), "true,usertrue,no,key_no_integer,true"],
    [user(0), "0,user0,no,key_out_of_range,0"],
    [user(-1), "'-1,user-1,no,key_no_integer,'-1"],
    [
      user("9223372036854775808"),
      "9223372036854775808,user9223372036854775808,no,key_out_of_range,9223372036854775808",
    ],
    // JSON's reader has rounded it.
    [user(2 ** 60), `${2 ** 60},user${2 ** 60},no,key_out_of_range,${2 ** 60}`],
    [user(2, { username: "" }), "2,,no,name_missing,"],
    [user(3, { username: 5 }), "3,,no,no_text,username"],
    [user(4, { username: LONG }), `4,${LONG},no,too_long,"username, 150"`],
    [user(5, { password: LONG }), '5,user5,no,too_long,"password, 128"'],
    [user(6, { first_name: "a\0b" }), "6,user6,no,nul,first_name"],
    [user(7, { email: "\ud800@example.com" }), "7,user7,no,encoding,email"],
    [user(8, { username: "a\ufffdb" }), "8,a\ufffdb,no,encoding,username"],
    [user(9, { date_joined: "2023-02-29T00:00:00Z" }), "9,user9,no,no_time,date_joined"],
    [user(10, { last_login: "2023-02-28T24:00:00Z" }), "10,user10,no,no_time,last_login"],
    [user(11, { is_active: "maybe" }), "11,user11,no,no_boolean,is_active"],
    [user(12, { username: "=1+1", is_active: "?" }), "12,'=1+1,no,no_boolean,is_active"],
    [user(13, { username: "here" }), "13,here,no,name_taken,900"],
    [user(900), "900,user900,no,id_taken,here"],
    [user(14, { username: "user1" }), "14,user1,no,name_taken,1"],
    [user(15, { password: "x$1$2" }), "15,user15,yes,hash_unknown,"],
    [user(16, { password: "" }), "16,user16,yes,hash_unknown,"],
    [user(17, { age: "old" }), "17,user17,yes,age_dropped,"],
  ] as const;
  const from = target.dump(
    user(1),
    ...rows.map(([row]) => row),
    user(18, { password: "!unusable", age: null }),
  );
  for (const options of [{ "dry-run": true }, {}, {}]) {
    expect(await target.run(from, options)).toMatchObject({
      notTaken: rows.length - 3,
      remarks: rows.length,
    });
    expect(target.remarks().sort()).toEqual(rows.map(([, remark]) => `auth.user,${remark}`).sort());
  }
  expect(await target.names()).toEqual(["user1", "user15", "user16", "user17", "user18"]);
  expect(statSync(target.place("report.csv")).mode & 0o777).toBe(0o600);
  await target.run(target.dump(user(1)));
  expect(existsSync(target.place("report.csv"))).toBe(false);
});

describe("another run", () => {
  const row = async (id: number) =>
    (await target.sql`SELECT username, email, first_name FROM auth_user WHERE id = ${id}`)[0];

  test("brings what has changed there, where nothing has changed here", async () => {
    await target.run(target.dump(user(1), user(2)));
    const changed = user(1, { username: "renamed", email: "new@Example.com", first_name: "Kim" });
    expect((await target.run(target.dump(changed, user(2), user(3)))).users).toMatchObject({
      update: 1,
      same: 1,
      insert: 1,
    });
    expect(await row(1)).toEqual({ username: "renamed", email: "new@Example.com", first_name: "Kim" });
    expect(await target.sql`SELECT folded FROM latchkey_address WHERE user_key = '1'`).toEqual([
      { folded: "new@example.com" },
    ]);
    expect((await target.run(target.dump(changed))).users).toMatchObject({ update: 0, same: 1 });
    expect((await target.run(target.dump(user(1, { username: "renamed", email: "" })))).users.update).toBe(1);
    expect(await target.sql`SELECT folded FROM latchkey_address WHERE user_key = '1'`).toEqual([]);
  });

  test("leaves users alone who have changed anything here, whatever changes there", async () => {
    const changes = [
      ["password", "'another'"],
      ["email", "'mine@example.com'"],
      ["is_active", "false"],
      ["last_login", "'2026-11-28 13:00:00.5'"],
      ["age", "1"],
    ];
    const users = changes.map((_, index) => user(index + 1));
    await target.run(target.dump(...users));
    for (const [index, [column, value]] of changes.entries())
      await target.sql.query(`UPDATE auth_user SET ${column} = ${value} WHERE id = ?`, index + 1);
    const before = await target.sql`SELECT * FROM auth_user ORDER BY id`;
    expect(await target.run(target.dump(...users))).toMatchObject({ users: { same: 5 }, notTaken: 0 });
    const changed = users.map((_, index) => user(index + 1, { first_name: "Kim" }));
    expect(await target.run(target.dump(...changed))).toMatchObject({ users: { refuse: 5 } });
    expect(target.remarks()).toEqual(
      users.map((_, index) => `auth.user,${index + 1},user${index + 1},no,changed_here,`),
    );
    expect(await target.sql`SELECT * FROM auth_user ORDER BY id`).toEqual(before);
  });

  test("does not bring back who was deleted here", async () => {
    await target.run(target.dump(user(1), user(2)));
    await target.sql`DELETE FROM auth_user WHERE id = 1`;
    const changed = user(1, { first_name: "Kim" });
    expect(await target.run(target.dump(changed, user(2)))).toMatchObject({
      users: { deleted: 1, same: 1 },
      notTaken: 0,
    });
    expect(await target.names()).toEqual(["user2"]);
  });

  test("from another project does not take its users for those of the same ids", async () => {
    await target.run(target.dump(user(1)));
    const other = user(1, { username: "other", date_joined: "2021-01-01T00:00:00Z" });
    expect((await target.run(target.dump(other))).users.refuse).toBe(1);
    expect(target.remarks()).toEqual(["auth.user,1,other,no,id_taken,user1"]);
    expect(await target.names()).toEqual(["user1"]);
  });

  test("to whom names have passed on: two users who have swapped theirs are told of", async () => {
    await target.run(target.dump(user(1), user(2)));
    const from = target.dump(user(1, { username: "user2" }), user(2, { username: "new" }));
    expect((await target.run(from)).users).toMatchObject({ refuse: 1, update: 1 });
    expect((await target.run(from)).users).toMatchObject({ update: 1, same: 1 });
    expect(await target.names()).toEqual(["user2", "new"]);
  });
});

test("who is active there is active here, and nobody else", async () => {
  const { is_active: _, ...fields } = user(3).fields as Record<string, unknown>;
  const absent = { ...user(3), fields };
  await target.run(target.dump(user(1, { is_active: false }), user(2, { is_active: null }), absent));
  const rows = await target.sql<{
    active: unknown;
  }>`SELECT is_active AS active FROM auth_user WHERE id < 900 ORDER BY id`;
  expect(rows.map(({ active }) => Boolean(active))).toEqual([false, false, true]);
});

test("a sign-up gets none of the ids, in whatever order they came, taken or not", async () => {
  await target.run(target.dump(user(1000), user(2000, { username: "" }), user(5)));
  expect(await addSignUp(target.sql)).toBe(2001);
});

test("times are on the clock of a Django with USE_TZ=False that has joined the database", async () => {
  const local = { USE_TZ: "false", TIME_ZONE: "Asia/Seoul" };
  const from = target.dump(user(1, { last_login: "2026-11-24T13:02:24.123456Z" }));
  expect((await target.run(from, {}, local)).users.insert).toBe(1);
  const time =
    target.sql.engine === "sqlite" ? "last_login" : "to_char(last_login, 'YYYY-MM-DD HH24:MI:SS.US')";
  expect(await target.sql.query(`SELECT ${time} AS at FROM auth_user WHERE id = 1`)).toEqual([
    { at: target.sql.engine === "sqlite" ? "2026-11-24 22:02:24.123456" : "2026-11-24 13:02:24.123456" },
  ]);
  expect((await target.run(from, {}, local)).users.same).toBe(1);
  const renamed = target.dump(user(1, { username: "renamed", last_login: "2026-11-24T13:02:24.123456Z" }));
  expect((await target.run(renamed, {}, local)).users.update).toBe(1);
});

test("a dry run into a database of an older version says what to do, and changes nothing", async () => {
  await target.sql.script("DROP TABLE latchkey_import");
  await expect(target.run(target.dump(user(1)), { "dry-run": true })).rejects.toThrow(
    /start the app once before\.$/,
  );
});

test("a database whose users are Django's is not imported into", async () => {
  await target.sql.script("DELETE FROM latchkey_migration WHERE name LIKE '%first'");
  await expect(target.run(target.dump(user(1)), { "dry-run": true })).rejects.toThrow(
    /in a table of Django's/,
  );
  expect(await target.names()).toEqual([]);
});
