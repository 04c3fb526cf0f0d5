import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { openBrowser } from "@/lib/testing/browser";
import { send, type Target } from "@/lib/testing/client";
import { SIGN_IN_PATHS } from "@/lib/testing/guesses";
import { sendDue } from "@/lib/testing/mail/outbox";
import { type MailServer, startMailServer } from "@/lib/testing/mail/server";
import { verificationMail } from "@/lib/testing/mail/verification";
import { meStatus, newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import type { Sql } from "@/lib/testing/store/sql";

/** A Django project whose users are named by their address (USERNAME_FIELD = "email"), under UUIDs and without an age. */
async function addTable(sql: Sql): Promise<void> {
  const [uuid, time, bool] =
    sql.engine === "sqlite"
      ? (["char(32)", "datetime", "bool"] as const)
      : (["uuid", "timestamp with time zone", "boolean"] as const);
  await sql.query(`CREATE TABLE "club_member" (
    "id" ${uuid} NOT NULL PRIMARY KEY, "password" varchar(128) NOT NULL, "last_login" ${time} NULL,
    "email" varchar(254) NOT NULL UNIQUE, "is_active" ${bool} NOT NULL, "date_joined" ${time} NOT NULL)`);
}

let mailServer: MailServer;
/** By default, with addresses in any case, and with verified ones: on one database. */
let server: TestServer;
let anyCase: TestServer;
let verifying: TestServer;

beforeAll(async () => {
  mailServer = await startMailServer();
  const settings = {
    USER_TABLE: "club_member",
    USERNAME_COLUMN: "email",
    EMAIL_COLUMN: "email",
    EMAIL_HOST: "127.0.0.1",
    EMAIL_PORT: `${mailServer.port}`,
  };
  server = await startTestServer(settings, { prepare: addTable });
  anyCase = await startTestServer({ ...settings, SIGN_IN_BY: "both" }, { beside: server });
  verifying = await startTestServer(
    {
      ...settings,
      EMAIL_VERIFICATION: "optional",
      USER_ID_FIELD: "username",
      APP_ORIGIN: "https://auth.example.com",
    },
    { beside: server },
  );
});
afterAll(async () => {
  await verifying.close();
  await anyCase.close();
  await server.close();
  await mailServer.close();
});

const newAddress = () => `${newName()}.Kim@example.com`;
const signUp = (json: object, target: Target = server) =>
  send(target, "/user/jwt_signup", { json: { password: PASSWORD, ...json } });
const signIn = (json: object, target: Target = server) =>
  send(target, "/user/jwt_signin", { json: { password: PASSWORD, ...json } });

/** Adds a user as Django does, with an address as it stands. @returns the id */
async function addMember(email: string): Promise<string> {
  const made = newAddress();
  await signUp({ email: made });
  const id = randomUUID();
  await server.sql.query(
    `INSERT INTO club_member SELECT ?, password, NULL, ?, is_active, date_joined FROM club_member WHERE email = ?`,
    server.sql.engine === "sqlite" ? id.replaceAll("-", "") : id,
    email,
    made,
  );
  return id;
}

const REQUIRED = ["This field is required."];
const INVALID = ["Enter a valid email address."];
const TAKEN = ["A user with that email address already exists."];
const DIFFER = ["The username and the email address differ: give one of them."];

describe("sign-up", () => {
  it("takes the address once, under either name, and answers with it under both", async () => {
    for (const field of ["email", "username"]) {
      const typed = `${newName()}.Kim@Example.COM`;
      const stored = typed.replace("Example.COM", "example.com");
      const { status, body } = await signUp({ [field]: typed });
      expect([status, body?.user]).toEqual([
        201,
        { id: expect.stringMatching(/^[0-9a-f-]{36}$/), username: stored, email: stored, age: null },
      ]);
    }
    const both = newAddress();
    expect((await signUp({ email: both, username: both })).status).toBe(201);
  });

  it("checks it as an address, and tells what is wrong where it was given", async () => {
    const wrong = async (json: object) => (await signUp(json)).body;
    expect(await wrong({})).toEqual({ email: REQUIRED });
    expect(await wrong({ email: "kim" })).toEqual({ email: INVALID });
    expect(await wrong({ username: "kim" })).toEqual({ username: INVALID });
    expect(await wrong({ email: "" })).toEqual({ email: ["This field may not be blank."] });
    expect(await wrong({ username: newAddress(), email: newAddress() })).toEqual({ email: DIFFER });
    const email = newAddress();
    await signUp({ email });
    for (const each of [email, email.toUpperCase()]) {
      expect(await wrong({ email: each })).toEqual({ email: TAKEN });
      expect(await wrong({ username: each })).toEqual({ email: TAKEN });
    }
  });

  it("is decided by the database where two ask for one address at one moment", async () => {
    const email = newAddress();
    const answers = await Promise.all(Array.from({ length: 5 }, () => signUp({ email })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400]);
    for (const { status, body } of answers) if (status === 400) expect(body).toEqual({ email: TAKEN });
  });
});

describe("sign-in", () => {
  it("takes the address under either name at every endpoint", async () => {
    const email = newAddress();
    await signUp({ email });
    for (const path of SIGN_IN_PATHS)
      for (const field of ["username", "email"])
        expect((await send(server, path, { json: { [field]: email, password: PASSWORD } })).status).toBe(200);
    expect((await signIn({})).body).toEqual({ email: REQUIRED });
    expect((await signIn({ email, username: newAddress() })).body).toEqual({ email: DIFFER });
  });

  it("tells addresses apart that differ in case, as Django does", async () => {
    const name = newName();
    const ids = [await addMember(`Kim.${name}@x.example`), await addMember(`kim.${name}@x.example`)];
    const idOf = async (email: string) => ((await signIn({ email })).body?.user as { id?: string })?.id;
    expect(await idOf(`Kim.${name}@x.example`)).toBe(ids[0]);
    expect(await idOf(`kim.${name}@x.example`)).toBe(ids[1]);
    // Sign-up stores a domain in lower case.
    expect(await idOf(`Kim.${name}@X.Example`)).toBe(ids[0]);
    expect(await idOf(`ｋｉｍ.${name}@x.example`)).toBe(ids[1]);
    expect((await signIn({ email: `KIM.${name}@x.example` })).status).toBe(401);
  });

  it("finds one whose domain Django stored as it was typed", async () => {
    const email = `${newName()}@X.Example`;
    const id = await addMember(email);
    expect((await signIn({ email })).body?.user).toMatchObject({ id, username: email, email });
  });

  it("takes it in any case with SIGN_IN_BY=both, unless several have it so", async () => {
    const name = newName();
    for (const email of [`Lee.${name}@x.example`, `Ha.${name}@x.example`, `ha.${name}@x.example`])
      await addMember(email);
    await fillAddresses({ store: server.store, settings: server.settings, now: new Date() });
    const statusOf = async (email: string) => (await signIn({ email }, anyCase)).status;
    expect(await statusOf(`LEE.${name}@x.example`)).toBe(200);
    expect(await statusOf(`HA.${name}@x.example`)).toBe(401);
    expect(await statusOf(`Ha.${name}@x.example`)).toBe(200);
  });
});

describe("a change", () => {
  async function signedUp(target: Target = server) {
    const email = newAddress();
    const browser = openBrowser(target);
    await browser.post("/user/session_signup", { email, password: PASSWORD });
    return { browser, email };
  }
  it("of either field is one of the address: it is told to the former one, and needs a recent sign-in", async () => {
    for (const field of ["username", "email"]) {
      const { browser, email } = await signedUp();
      const next = newAddress();
      const { status, body } = await browser.patch("/user/me", { [field]: next });
      expect([status, body]).toEqual([200, expect.objectContaining({ username: next, email: next })]);
      const events = JSON.parse((await browser.get("/user/events")).text) as { event: string }[];
      expect(events.map(({ event }) => event).slice(0, 2)).toEqual(["email_changed", "signed_in"]);
      await sendDue(server);
      expect(mailServer.mails.at(-1)?.to).toEqual([email]);
      expect((await signIn({ email })).status).toBe(401);
      expect((await signIn({ email: next })).status).toBe(200);
      // The new address is claimed, the former one is free.
      expect((await signUp({ email: next.toUpperCase() })).body).toEqual({ email: TAKEN });
      expect((await signUp({ email })).status).toBe(201);
    }
    const { browser } = await signedUp();
    server.clock.advance(16 * 60);
    expect((await browser.patch("/user/me", { username: newAddress() })).body).toMatchObject({
      code: "confirm_required",
    });
  });

  it("is refused where it is no address, is taken, or is two", async () => {
    const { browser } = await signedUp();
    const { email: other } = await signedUp();
    const wrong = async (json: object) => (await browser.patch("/user/me", json)).body;
    expect(await wrong({ username: "kim" })).toEqual({ username: INVALID });
    expect(await wrong({ username: "" })).toEqual({ username: ["This field may not be blank."] });
    expect(await wrong({ username: other })).toEqual({ email: TAKEN });
    expect(await wrong({ username: newAddress(), email: newAddress() })).toEqual({ email: DIFFER });
  });

  it("waits until the new address is proven, and then ends tokens that name its user by the former one", async () => {
    const { browser, email } = await signedUp(verifying);
    const { body } = await signIn({ email }, verifying);
    const access = String(body?.access);
    const next = newAddress();
    expect((await browser.patch("/user/me", { username: next })).body).toMatchObject({
      username: email,
      email,
    });
    expect((await browser.get("/user/email")).body).toMatchObject({ email, pending: next });
    expect(await meStatus(verifying, access)).toBe(200);
    const { key } = await verificationMail(verifying, mailServer, next);
    expect((await send(verifying, "/user/email_verify", { json: { key } })).status).toBe(204);
    expect(await meStatus(verifying, access)).toBe(401);
    expect((await signIn({ username: next }, verifying)).body?.user).toMatchObject({
      username: next,
      email: next,
    });
    expect((await signUp({ email: next }, verifying)).body).toEqual({ email: TAKEN });
  });
});

describe("what there is no column for", () => {
  const NOT_STORED = ["This field is not stored here."];

  it("is refused, unless it is empty: an age", async () => {
    expect((await signUp({ email: newAddress(), age: 24 })).body).toEqual({ age: NOT_STORED });
    const browser = openBrowser(server);
    for (const age of [null, ""])
      await browser.post("/user/session_signup", { email: newAddress(), password: PASSWORD, age });
    expect((await browser.get("/user/me")).body).toMatchObject({ age: null });
    expect((await browser.patch("/user/me", { age: 24 })).body).toEqual({ age: NOT_STORED });
    expect((await browser.patch("/user/me", { age: null })).status).toBe(200);
  });

  it("is refused, unless it is empty: an address", async () => {
    const plain = await startTestServer({
      EMAIL_COLUMN: "none",
      USER_INSERT_DEFAULTS: '{"email":""}',
    });
    const username = newName();
    const email = newAddress();
    expect((await signUp({ username, email }, plain)).body).toEqual({ email: NOT_STORED });
    const browser = openBrowser(plain);
    await browser.post("/user/session_signup", { username, password: PASSWORD, email: "", age: 24 });
    expect((await browser.get("/user/me")).body).toEqual({ id: 1, username, email: "", age: 24 });
    expect((await browser.patch("/user/me", { email })).body).toEqual({ email: NOT_STORED });
    expect((await browser.patch("/user/me", { email: "", age: 25 })).body).toMatchObject({
      email: "",
      age: 25,
    });
    expect((await browser.get("/user/email")).body).toMatchObject({ email: "", pending: null });
    expect((await send(plain, "/user/password_reset", { json: { email } })).status).toBe(204);
    await plain.close();
  });
});

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

test("the OpenAPI document says what bodies have here", async () => {
  const { body } = await send(server, "/openapi.json");
  const paths = body?.paths as Record<
    string,
    Record<string, { requestBody: { content: Record<string, { schema: Schema }> } }>
  >;
  const schemaOf = (path: string, method: string) =>
    paths[path]?.[method]?.requestBody.content["application/json"]?.schema;
  const signUpBody = schemaOf("/user/jwt_signup", "post");
  expect([Object.keys(signUpBody?.properties ?? {}).sort(), signUpBody?.required]).toEqual([
    ["age", "email", "password", "username"],
    ["password"],
  ]);
  expect(signUpBody?.properties.age).toMatchObject({ type: ["string", "null"], maxLength: 0 });
  expect(signUpBody?.properties.username).toMatchObject({ format: "email" });
  expect(schemaOf("/user/me", "patch")?.required).toBeUndefined();
});

test("everything that is stored of a user is told, where the table lacks columns, too", async () => {
  const email = newAddress();
  const browser = openBrowser(server);
  await browser.post("/user/session_signup", { email, password: PASSWORD });
  const { status, body } = await browser.get("/user/me/export");
  expect([status, body?.user]).toEqual([
    200,
    expect.objectContaining({ username: email, email, is_active: true }),
  ]);
});
