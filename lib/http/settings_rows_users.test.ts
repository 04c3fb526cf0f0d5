import { expect } from "vitest";
import type { Mode } from "@/lib/contract/mode";
import { groups } from "@/lib/settings/definitions";
import { type Browser, copyOf, signInForSession } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import {
  newName,
  PASSWORD,
  refresh,
  signIn,
  signInForTokens,
  signOut,
  signUpForTokens,
  type Tokens,
} from "@/lib/testing/requests";
import { type Check, type TestServer, withServerBeside } from "@/lib/testing/server";
import { userRows } from "@/lib/testing/store/sql";

const SIGN_UPS = ["/user/session_signup", "/user/jwt_signup"] as const;

const isClosed: Check = async (server) => {
  const username = newName();
  await withServerBeside(server, { SIGN_UP: "true" }, async (open) => {
    await signUpForTokens(open, username);
  });
  for (const path of SIGN_UPS) {
    // Whatever is sent: nothing is told of fields, or of names that are taken.
    for (const body of [{ username: newName(), password: PASSWORD }, { username, password: PASSWORD }, {}]) {
      const { status, body: answer } = await send(server, path, { json: body });
      expect([status, answer]).toEqual([403, { detail: "Sign-up is closed.", code: "sign_up_closed" }]);
    }
    const form = await send(server, path, {
      body: new URLSearchParams({ username: newName(), password: PASSWORD }).toString(),
      headers: {
        Accept: "text/html",
        "Content-Type": "application/x-www-form-urlencoded",
        Origin: server.settings.origin,
      },
    });
    const page = path.replace("/user/", "/").replace("_", "/");
    expect([form.status, form.headers.location]).toEqual([303, `${page}?error=sign_up_closed`]);
  }
  expect(await userRows(server.sql)).toHaveLength(1);
  await signInForTokens(server, username);
};

/** Whether a name and an address sign somebody in. */
function signsIn(statuses: { name: number; address: number }): Check {
  return async (server) => {
    const json = { username: newName(), password: PASSWORD, email: `${newName()}@example.com` };
    await send(server, "/user/jwt_signup", { json });
    expect((await signIn(server, json.username)).status).toBe(statuses.name);
    expect((await signIn(server, json.email)).status).toBe(statuses.address);
  };
}

const CREATED = { session: 201, token: 201 };

/** Which mode signs up and in; who is signed in by the other one stays so, and can sign out. */
function takes(statuses: Readonly<Record<Mode, number>>): Check {
  return async (server) => {
    const username = newName();
    let tokens: Tokens | undefined;
    let browser: Browser | undefined;
    await withServerBeside(server, { SIGN_IN_MODES: "session,token" }, async (before) => {
      tokens = await signUpForTokens(before, username);
      browser = copyOf(server, await signInForSession(before, username));
    });
    const json = { username, password: PASSWORD };
    const answers: Record<Mode, Answer[]> = { session: [], token: [] };
    for (const [mode, path] of [
      ...(["signin", "signup", "totp"] as const).flatMap((task) => [
        ["session", `/user/session_${task}`] as const,
        ["token", `/user/jwt_${task}`] as const,
      ]),
      ["token", "/api/token"] as const,
      ["token", "/api/token/sliding"] as const,
    ])
      answers[mode].push(
        await send(server, path, { json: path.endsWith("signup") ? { ...json, username: newName() } : json }),
      );
    for (const mode of ["session", "token"] as const) {
      const off = answers[mode].filter(({ body }) => body?.code === "sign_in_mode_off");
      expect(off.map(({ status }) => status)).toEqual(
        statuses[mode] === 403 ? answers[mode].map(() => 403) : [],
      );
      const folder = mode === "session" ? "session" : "jwt";
      const form = await send(server, `/user/${folder}_signup?next=%2Fx`, {
        body: new URLSearchParams({ username: newName(), password: PASSWORD }).toString(),
        headers: {
          Accept: "text/html",
          "Content-Type": "application/x-www-form-urlencoded",
          Origin: server.settings.origin,
        },
      });
      const opened = await send(server, `/user/${folder}_signin`, { headers: { Accept: "text/html" } });
      expect([form.headers.location, opened.headers.location]).toEqual(
        statuses[mode] === 403 ? ["/signup?next=%2Fx", "/signin"] : ["/x", `/${folder}/signin`],
      );
    }
    const [first] = server.settings.users.signInModes;
    expect((await send(server, "/signin")).headers.location).toBe(
      first === "session" ? "/session/signin" : "/jwt/signin",
    );
    expect((await browser?.get("/user/me"))?.status).toBe(200);
    expect((await browser?.post("/user/session_signout"))?.status).toBe(204);
    const renewed = await refresh(server, tokens?.refresh ?? "");
    expect(await send(server, "/user/jwt_verify", { json: { token: renewed.body?.access } })).toMatchObject({
      status: 200,
    });
    expect((await signOut(server, tokens?.refresh ?? "")).status).toBe(204);
  };
}

/** How a body of a sign-up is answered: the username that it makes, or what is wrong by field. */
async function signUpWith(server: TestServer, body: Readonly<Record<string, unknown>>): Promise<unknown> {
  const answer = await send(server, "/user/session_signup", { json: { password: PASSWORD, ...body } });
  return answer.status === 201 ? answer.body?.username : answer.body;
}

const REQUIRED = ["This field is required."];
const NOT_STORED = ["This field is not stored here."];

/** The fields of the sign-up in the OpenAPI document, and those that it requires. */
async function described(server: TestServer): Promise<[string[], string[]]> {
  const { body } = await send(server, "/openapi.json");
  const schema = JSON.parse(JSON.stringify(body)).paths["/user/jwt_signup"].post.requestBody.content[
    "application/json"
  ].schema;
  const names = Object.keys(schema.properties).filter((name) => schema.properties[name].maxLength !== 0);
  return [names, schema.required];
}

/** Names are made of the address, and those that would be the same are told apart; they sign in by the address. */
const makesNames: Check = async (server) => {
  expect(await described(server)).toEqual([
    ["password", "email"],
    ["password", "email"],
  ]);
  expect(await signUpWith(server, {})).toEqual({ email: REQUIRED });
  expect(await signUpWith(server, { email: "" })).toEqual({ email: ["This field may not be blank."] });
  expect(await signUpWith(server, { email: "kim@a.example", username: "lee", age: 3 })).toEqual({
    username: NOT_STORED,
    age: NOT_STORED,
  });
  expect(await signUpWith(server, { email: "Kim!Lee@a.example", username: "", age: null })).toBe("KimLee");
  expect(await signUpWith(server, { email: "kimlee@b.example" })).toBe("kimlee");
  expect(await signUpWith(server, { email: "kimlee@c.example" })).toMatch(/^kimlee[1-9]\d{5}$/);
  expect(await signUpWith(server, { email: "kimlee@c.example" })).toEqual({
    email: ["A user with that email address already exists."],
  });
  expect(await signUpWith(server, { email: "!#$@d.example" })).toBe("user");
  expect(await signUpWith(server, { email: "kim.seo+x@도메인.한국" })).toBe("kim.seo+x");
  const many = await Promise.all(
    Array.from({ length: 8 }, (_, at) => signUpWith(server, { email: `same@${at}.example` })),
  );
  expect(new Set(many).size).toBe(8);
  await withServerBeside(
    server,
    { SIGN_IN_BY: "email", SIGNUP_FIELDS: "email*", PASSWORD_VALIDATORS: "similarity" },
    async (strict) => {
      expect(await signUpWith(strict, { email: "hongkildong@b.example", password: "hongkildong1" })).toEqual({
        password: ["The password is too similar to the email address."],
      });
    },
  );
  const json = { email: "kimlee@b.example", password: PASSWORD };
  expect((await send(server, "/user/jwt_signin", { json })).body?.user).toMatchObject({ username: "kimlee" });
};

testRows(groups.Users, {
  SIGNUP_FIELDS: [
    unset("a name, and who wants an address and an age", async (server) => {
      expect(await described(server)).toEqual([
        ["username", "password", "email", "age"],
        ["username", "password"],
      ]);
      expect(await signUpWith(server, {})).toEqual({ username: REQUIRED });
      const username = newName();
      expect(await signUpWith(server, { username, email: `${username}@example.com`, age: 3 })).toBe(username);
    }),
    given("email*,username*", "both, and no age", async (server) => {
      expect(await described(server)).toEqual([
        ["username", "password", "email"],
        ["username", "password", "email"],
      ]);
      expect(await signUpWith(server, { age: 3 })).toEqual({
        username: REQUIRED,
        email: REQUIRED,
        age: NOT_STORED,
      });
    }),
    given("email*", "the address alone", makesNames, { SIGN_IN_BY: "email" }),
    given(
      "username,email*,age*",
      "a name for who wants one, the age of everybody",
      async (server) => {
        expect(await signUpWith(server, { email: "a@a.example" })).toEqual({ age: REQUIRED });
        expect(await signUpWith(server, { email: "a@a.example", age: 3 })).toBe("a");
        expect(await signUpWith(server, { email: "b@a.example", age: 3, username: "kim" })).toBe("kim");
        expect(await signUpWith(server, { email: "c@a.example", age: 3, username: "kim" })).toEqual({
          username: ["A user with that username already exists."],
        });
        const form = await send(server, "/user/session_signup", {
          body: new URLSearchParams({
            username: "",
            email: "d@a.example",
            age: "3",
            password: PASSWORD,
          }).toString(),
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
        });
        expect(form).toMatchObject({ status: 201, body: { username: "d" } });
      },
      { SIGN_IN_BY: "both" },
    ),
  ],
  SIGN_IN_MODES: [
    unset("by session and by JWT, the session first", takes(CREATED)),
    given("session", "JWT is refused; its tokens go on", takes({ session: 201, token: 403 })),
    given("token", "sessions are refused; those that are there go on", takes({ session: 403, token: 201 })),
    given("token,session", "by both, JWT first", takes(CREATED)),
  ],
  SIGN_UP: [
    unset("accounts can be made", async (server) => {
      for (const path of SIGN_UPS) {
        const json = { username: newName(), password: PASSWORD };
        expect((await send(server, path, { json })).status).toBe(201);
      }
    }),
    given("false", "every sign-up is refused, and makes nothing; signing in goes on", isClosed),
  ],
  SIGN_IN_BY: [
    unset("by the name", signsIn({ name: 200, address: 401 })),
    given("email", "by the address", signsIn({ name: 401, address: 200 })),
    given("both", "by either", signsIn({ name: 200, address: 200 })),
  ],
});
