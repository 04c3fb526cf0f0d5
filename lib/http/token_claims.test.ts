import { describe, expect, test } from "vitest";
import { openStore } from "@/lib/store/open";
import { AUTH_USER } from "@/lib/store/user_mapping";
import { send } from "@/lib/testing/client";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { type TestServer, withServer } from "@/lib/testing/server";
import { problemsOf } from "@/lib/testing/settings";
import { claimsOf, remade } from "@/lib/testing/tokens";

const CLAIMS = "name:first_name,staff:is_staff,years:age,https://example.com/mail:email,row:id";
const SETTINGS = {
  TOKEN_CLAIMS: CLAIMS,
  AUTH_TOKEN_CLASSES: "AccessToken,SlidingToken",
  ROTATE_REFRESH_TOKENS: "true",
  BLACKLIST_AFTER_ROTATION: "true",
};

/** What a token says of TOKEN_CLAIMS. */
function told(token: unknown): Record<string, unknown> {
  const claims = claimsOf(String(token));
  const names = ["name", "staff", "years", "https://example.com/mail", "row"];
  return Object.fromEntries(names.filter((name) => name in claims).map((name) => [name, claims[name]]));
}

/** The tokens of an endpoint's answer. */
async function tokens(server: TestServer, path: string, json: object): Promise<Record<string, unknown>> {
  const { status, body } = await send(server, path, { json });
  expect([path, Math.floor(status / 100)]).toEqual([path, 2]);
  return { ...body };
}

describe("TOKEN_CLAIMS", () => {
  test("are in access tokens as the row has them, at sign-up, sign-in and each refresh, at both kinds of endpoints", async () => {
    await withServer(SETTINGS, async (server) => {
      const account = { username: newName(), password: PASSWORD };
      const made = await tokens(server, "/user/jwt_signup", account);
      const id = (made.user as { id: number }).id;
      const empty = { name: "", staff: false, years: null, "https://example.com/mail": "", row: id };
      expect(told(made.access)).toEqual(empty);
      expect(told(made.refresh)).toEqual({});
      for (const path of ["/user/jwt_signin", "/api/token"])
        expect(told((await tokens(server, path, account)).access)).toEqual(empty);

      await server.sql`UPDATE auth_user SET first_name = ${'민서 "x"'}, is_staff = ${true}, age = ${24}, email = ${"a@b.example"}`;
      const full = {
        name: '민서 "x"',
        staff: true,
        years: 24,
        "https://example.com/mail": "a@b.example",
        row: id,
      };
      const first = await tokens(server, "/user/jwt_refresh", { refresh: made.refresh });
      expect([told(first.access), told(first.refresh)]).toEqual([full, {}]);
      // Within the grace period: the same successor.
      const again = await tokens(server, "/user/jwt_refresh", { refresh: made.refresh });
      expect(told(again.access)).toEqual(full);
      await server.sql`UPDATE auth_user SET is_staff = ${false}`;
      const second = await tokens(server, "/api/token/refresh", { refresh: first.refresh });
      expect(told(second.access)).toEqual({ ...full, staff: false });
      expect((await send(server, "/user/me", { bearer: String(second.access) })).status).toBe(200);
    });
  });

  test("are in sliding tokens, and renewed with them", async () => {
    await withServer(SETTINGS, async (server) => {
      const account = { username: newName(), password: PASSWORD };
      await tokens(server, "/user/jwt_signup", account);
      const { token } = await tokens(server, "/api/token/sliding", account);
      expect(told(token)).toMatchObject({ name: "", staff: false });
      await server.sql`UPDATE auth_user SET first_name = 'Kim', is_staff = ${true}`;
      const renewed = await tokens(server, "/api/token/sliding/refresh", { token });
      expect(told(renewed.token)).toMatchObject({ name: "Kim", staff: true });
    });
  });

  test("win over what a Django has written into its refresh token", async () => {
    await withServer({ TOKEN_CLAIMS: "staff:is_staff" }, async (server) => {
      const { refresh } = await tokens(server, "/user/jwt_signup", {
        username: newName(),
        password: PASSWORD,
      });
      const theirs = remade(server, String(refresh), { staff: true, team: "red" });
      const { access } = await tokens(server, "/api/token/refresh", { refresh: theirs });
      expect(claimsOf(String(access))).toMatchObject({ staff: false, team: "red" });
    });
  });

  test("keep the types of columns, and integers that JSON's readers would round as text", async () => {
    const columns = {
      big: "BIGINT",
      ratio: "DOUBLE PRECISION",
      price: "NUMERIC(10, 2)",
      flag: "BOOLEAN",
      note: "TEXT",
    };
    const prepare = async (sql: TestServer["sql"]) => {
      for (const [name, type] of Object.entries(columns))
        await sql.script(`ALTER TABLE auth_user ADD COLUMN ${name} ${type} NULL`);
    };
    const claims = Object.keys(columns).map((name) => `${name}:${name}`);
    await withServer(
      { TOKEN_CLAIMS: claims.join() },
      async (server) => {
        const account = { username: newName(), password: PASSWORD };
        const valuesOf = ({ big, ratio, price, flag, note }: Record<string, unknown>) => [
          big,
          ratio,
          price,
          flag,
          note,
        ];
        const made = await tokens(server, "/user/jwt_signup", account);
        expect(valuesOf(claimsOf(String(made.access)))).toEqual([null, null, null, null, null]);
        await server.sql`UPDATE auth_user SET big = 9007199254740993, ratio = 0.5, price = 12.25, flag = ${true}, note = '7'`;
        const signedIn = await tokens(server, "/api/token", account);
        expect(valuesOf(claimsOf(String(signedIn.access)))).toEqual([
          "9007199254740993",
          0.5,
          12.25,
          true,
          "7",
        ]);
        await server.sql`UPDATE auth_user SET big = -9007199254740991`;
        expect(claimsOf(String((await tokens(server, "/api/token", account)).access)).big).toBe(
          -9007199254740991,
        );
        await expect(
          openStore(server.settings.databaseUrl, { ...AUTH_USER, claims: { since: "date_joined" } }),
        ).rejects.toThrow(
          /TOKEN_CLAIMS names the column date_joined, which is of the type (datetime|timestamp)/,
        );
        await expect(
          openStore(server.settings.databaseUrl, { ...AUTH_USER, claims: { x: "nickname" } }),
        ).rejects.toThrow("TOKEN_CLAIMS names a column nickname, which the table auth_user does not have.");
      },
      { prepare },
    );
  });

  test.each([
    "exp",
    "iat",
    "nbf",
    "jti",
    "user_id",
    "token_type",
    "sid",
    "iss",
    "aud",
    "sub",
    "refresh_exp",
    "hash_password",
  ])("may not name the claim %s", (claim) => {
    expect(problemsOf({ TOKEN_CLAIMS: `${claim}:email` })).toEqual([
      `TOKEN_CLAIMS may not name the claim ${claim}, which tokens have already: choose another name.`,
    ]);
  });

  test("may not name what the settings name so, nor passwords, nor a claim twice", () => {
    expect(problemsOf({ TOKEN_CLAIMS: "kind:email", TOKEN_TYPE_CLAIM: "kind" })).toHaveLength(1);
    expect(problemsOf({ TOKEN_CLAIMS: "uid:email", USER_ID_CLAIM: "uid" })).toHaveLength(1);
    expect(problemsOf({ TOKEN_CLAIMS: "p:password" })).toEqual([
      "TOKEN_CLAIMS may not name the column of the password hashes: whoever has a token could read its user's.",
    ]);
    for (const value of ["name", "name:", ":email", "__proto__:email", "a b:email", "a:x,a:y", "a:b?"])
      expect(problemsOf({ TOKEN_CLAIMS: value }), value).toHaveLength(1);
    expect(problemsOf({ TOKEN_CLAIMS: "none" })).toEqual([]);
  });
});
