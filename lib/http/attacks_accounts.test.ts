import { hash } from "bcryptjs";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { send } from "@/lib/testing/client";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer } from "@/lib/testing/server";
import { addUser, userRows } from "@/lib/testing/store/sql";
import { tableRows } from "@/lib/testing/table_rows";

const SIGN_UPS = ["/user/session_signup", "/user/jwt_signup"] as const;
const SIGN_INS = ["/user/session_signin", "/user/jwt_signin"] as const;
const IN_PARALLEL = 100;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

function users() {
  return userRows(server.sql);
}

describe("a hundred sign-ups at once", () => {
  /** @returns the bodies of those that were refused; all but one are expected to be */
  async function race(fields: (index: number) => Record<string, unknown>): Promise<unknown[]> {
    const before = (await users()).length;
    const answers = await Promise.all(
      Array.from({ length: IN_PARALLEL }, (_, index) =>
        send(server, SIGN_UPS[index % 2] ?? SIGN_UPS[0], { json: { password: PASSWORD, ...fields(index) } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(IN_PARALLEL - 1);
    expect((await users()).length - before).toBe(1);
    return answers.filter(({ status }) => status === 400).map(({ body }) => body);
  }

  test("of one name make one account", async () => {
    const username = newName();
    for (const refusal of await race(() => ({ username })))
      expect(refusal).toEqual({ username: ["A user with that username already exists."] });
  });

  test("of one name in several spellings make one account", async () => {
    const spellings = ["ﬁﬁ", "fifi", "ﬁfi", " fifi "];
    for (const refusal of await race((index) => ({ username: spellings[index % 4] })))
      expect(refusal).toEqual({ username: ["A user with that username already exists."] });
  });

  test("of one address in several cases of letters make one account", async () => {
    const spellings = ["Ann@Example.com", "ann@example.com", "ANN@EXAMPLE.COM", "aNN@example.COM"];
    const refusals = await race((index) => ({ username: newName(), email: spellings[index % 4] }));
    for (const refusal of refusals)
      expect(refusal).toEqual({ email: ["A user with that email address already exists."] });
  });

  test("of one address, its domain in ASCII and in its own script, make one account", async () => {
    const spellings = [
      "lee@도메인.한국",
      "LEE@도메인.한국",
      "lee@xn--hq1bm8jm9l.xn--3e0b707e",
      "Lee@XN--HQ1BM8JM9L.xn--3e0b707e",
    ];
    const refusals = await race((index) => ({ username: newName(), email: spellings[index % 4] }));
    for (const refusal of refusals)
      expect(refusal).toEqual({ email: ["A user with that email address already exists."] });
  });

  test("of an address that another service gave somebody make none", async () => {
    const address = "Imported@example.com";
    await addUser(server.sql, { username: "imported", email: address });
    await fillAddresses({ ...server, now: new Date(server.clock.now()) });
    const before = (await users()).length;
    for (const email of [address, address.toLowerCase(), address.toUpperCase()]) {
      const json = { username: newName(), password: PASSWORD, email };
      const { body } = await send(server, SIGN_UPS[0], { json });
      expect(body).toEqual({ email: ["A user with that email address already exists."] });
    }
    expect((await users()).length).toBe(before);
  });
});

describe("fields that nobody was asked for set nothing", () => {
  const privileged = {
    id: 1,
    is_staff: true,
    is_superuser: true,
    isStaff: true,
    is_active: false,
    last_login: "2000-01-01",
    date_joined: "2000-01-01",
    first_name: "x",
    folded: "x",
    foldedEmail: "x",
    sessions: { create: {} },
    constructor: { prototype: { is_staff: true } },
    password_hash: "!",
  };
  const bodies = (username: string): { body: string; type: string }[] => [
    { body: JSON.stringify({ username, password: PASSWORD, ...privileged }), type: "application/json" },
    {
      body: `{"username":"${username}","password":"${PASSWORD}","__proto__":{"is_staff":true,"email":"p@example.com","age":9}}`,
      type: "application/json",
    },
    {
      body: `username=${username}&password=x&is_staff=true&id=1&__proto__=x&__proto__[is_staff]=1&constructor=x`,
      type: "application/x-www-form-urlencoded",
    },
  ];

  it.each(SIGN_UPS.flatMap((path) => [0, 1, 2].map((index) => ({ path, index }))))(
    "$path, body $index",
    async ({ path, index }) => {
      const username = newName();
      const { body = "", type = "" } = bodies(username)[index] ?? {};
      const answer = await send(server, path, { body, headers: { "Content-Type": type } });
      expect(answer.status).toBe(201);
      const row = (await users()).find((user) => user.username === username);
      expect(row).toMatchObject({
        isStaff: false,
        isSuperuser: false,
        isActive: true,
        email: "",
        age: null,
        firstName: "",
      });
      expect(Number(row?.id)).toBeGreaterThan(1);
      expect(Object.hasOwn(Object.prototype, "is_staff")).toBe(false);
    },
  );
});

describe("characters that no text has", () => {
  const hostile = {
    NUL: "a\\u0000b",
    "a lone high surrogate": "a\\ud800b",
    "a lone low surrogate": "a\\udfffb",
  };
  const targets = [
    ...SIGN_UPS.flatMap((path) => ["username", "password", "email"].map((field) => ({ path, field }))),
    ...SIGN_INS.flatMap((path) => ["username", "password"].map((field) => ({ path, field }))),
    { path: "/user/jwt_refresh", field: "refresh" },
    { path: "/user/jwt_signout", field: "refresh" },
    { path: "/user/jwt_verify", field: "token" },
  ];

  it.each(targets)("are refused as $field of $path", async ({ path, field }) => {
    const before = await tableRows(server);
    for (const [name, escaped] of Object.entries(hostile)) {
      const fields = { username: `"${newName()}"`, password: `"${PASSWORD}"`, [field]: `"${escaped}"` };
      const body = `{${Object.entries(fields).map(([key, value]) => `"${key}":${value}`)}}`;
      const answer = await send(server, path, { body, headers: { "Content-Type": "application/json" } });
      expect(answer.status, name).toBe(400);
      expect(Object.keys(answer.body ?? {}), name).toEqual([field]);
    }
    expect(await tableRows(server)).toEqual(before);
  });

  test("are no spelling of a password that has none of them", async () => {
    const username = newName();
    await send(server, SIGN_UPS[0], { json: { username, password: "a\ufffdb" } });
    for (const password of ["a\ud800b", "a\ufffdb\0"])
      expect((await send(server, SIGN_INS[0], { json: { username, password } })).status).toBe(400);
    expect((await send(server, SIGN_INS[0], { json: { username, password: "a\ufffdb" } })).status).toBe(200);
  });
});

describe("a password that is too long", () => {
  test("is refused before anything is hashed, counted in bytes", async () => {
    // A hash takes half a minute here: an answer within five seconds cannot have waited for one.
    await withServer({ PBKDF2_ITERATIONS: "100000000" }, async (slow) => {
      for (const password of ["x".repeat(4097), "€".repeat(1366), " ".repeat(60_000)]) {
        for (const path of [...SIGN_UPS, ...SIGN_INS]) {
          const start = performance.now();
          const answer = await send(slow, path, { json: { username: newName(), password } });
          expect(performance.now() - start).toBeLessThan(5000);
          expect([answer.status, answer.body]).toEqual([
            400,
            { password: ["Ensure this field has no more than 4096 bytes."] },
          ]);
        }
      }
    });
  });

  test("is not even read where it is a megabyte", async () => {
    for (const path of [...SIGN_UPS, ...SIGN_INS]) {
      const answer = await send(server, path, {
        json: { username: newName(), password: "x".repeat(1 << 20) },
      });
      expect([answer.status, answer.body?.code]).toEqual([413, "too_large"]);
    }
  });

  test("begins at 4,097 bytes", async () => {
    const username = newName();
    const password = `${"€".repeat(1365)}x`;
    expect((await send(server, SIGN_UPS[0], { json: { username, password } })).status).toBe(201);
    expect((await send(server, SIGN_INS[1], { json: { username, password } })).status).toBe(200);
  });
});

describe("a password is compared whole", () => {
  it.each([
    ["pbkdf2_sha256", "a".repeat(72), "X", "Y"],
    ["bcrypt_sha256", "a".repeat(72), "X", "Y"],
    ["bcrypt_sha256", "€".repeat(24), "1", "2"],
    ["bcrypt_sha256", "€".repeat(24), "1", ""],
    ["scrypt", "a".repeat(72), "X", "Y"],
    ["argon2", "a".repeat(72), "X", "Y"],
  ])("%s: %s and then %j is not the same and then %j", async (hasher, start, right, wrong) => {
    await withServer({ PASSWORD_HASHERS: hasher }, async (hashing) => {
      const json = { username: newName(), password: start + right };
      expect((await send(hashing, SIGN_UPS[1], { json })).status).toBe(201);
      expect((await send(hashing, SIGN_INS[1], { json })).status).toBe(200);
      for (const password of [
        start + wrong,
        start,
        `${start}${right}x`,
        (start + right).toUpperCase(),
      ].filter((other) => other !== json.password))
        expect((await send(hashing, SIGN_INS[1], { json: { ...json, password } })).status, password).toBe(
          401,
        );
    });
  });

  test("a hash of plain bcrypt, which knows 72 bytes only, gives way to one that knows all", async () => {
    const encoded = `bcrypt$${await hash("a".repeat(72), 4)}`;
    const username = newName();
    await send(server, SIGN_UPS[0], { json: { username, password: PASSWORD } });
    await server.sql`UPDATE auth_user SET password = ${encoded} WHERE username = ${username}`;
    const signIn = async (password: string) =>
      (await send(server, SIGN_INS[0], { json: { username, password } })).status;
    expect(await signIn(`${"a".repeat(72)}X`)).toBe(200);
    expect(await signIn("a".repeat(72))).toBe(401);
    expect(await signIn(`${"a".repeat(72)}Y`)).toBe(401);
    expect(await signIn(`${"a".repeat(72)}X`)).toBe(200);
  });
});

describe("names that look alike", () => {
  const signUp = async (username: string) =>
    send(server, SIGN_UPS[0], { json: { username, password: PASSWORD } });
  const taken = { username: ["A user with that username already exists."] };
  const invalid = { username: [expect.stringMatching(/^Enter a valid username/)] };

  it.each([
    ["ﬁna", "fina"],
    ["\u212aim", "Kim"],
    ["re\u0301ne", "r\u00e9ne"],
    ["ｗｉｄｅ", "wide"],
    ["x²", "x2"],
    ["  blank  ", "blank"],
  ])("%j and %j are one", async (one, other) => {
    expect((await signUp(one)).body?.username).toBe(other);
    expect((await signUp(other)).body).toEqual(taken);
    for (const username of [one, other])
      expect(
        (await send(server, SIGN_INS[0], { json: { username, password: PASSWORD } })).body?.username,
      ).toBe(other);
  });

  it.each([
    "zero\u200bwidth",
    "right\u202eleft",
    "soft\u00adhyphen",
    "joi\u200dner",
    "b\u2060om",
    "em\u{1f600}oji",
    "a b",
    "a/b",
    "a\tb",
    "<b>",
    "'--",
    "\u0301",
    "e\u0336",
  ])("%j is no name", async (username) => {
    expect((await signUp(username)).body).toEqual(invalid);
  });

  test("letters of another script are letters, and another name", async () => {
    expect((await signUp("paypal")).status).toBe(201);
    expect((await signUp("pаypal")).status).toBe(201);
  });

  test("the length counts before and after compatibility forms are written out", async () => {
    expect((await signUp("ǆ".repeat(75))).status).toBe(201);
    const tooLong = { username: ["Ensure this field has no more than 150 characters."] };
    expect((await signUp("ǆ".repeat(76))).body).toEqual(tooLong);
    expect((await signUp("x".repeat(151))).body).toEqual(tooLong);
    expect((await signUp("e\u0301".repeat(76))).body).toEqual(tooLong);
    expect((await signUp("𝐱".repeat(150))).body?.username).toBe("x".repeat(150));
  });
});
