import { describe, expect, it, test } from "vitest";
import { settingNames } from "@/lib/settings/definitions";
import { describedProject, describedUser } from "@/lib/testing/description";
import type { Description, RequiredColumn } from "./description";
import { envLines } from "./env_lines";

type Simplejwt = NonNullable<Description["simplejwt"]>;

function valuesOf(changes: Partial<Description> = {}): Record<string, string> {
  return Object.fromEntries(
    envLines(describedProject(changes)).lines.map(({ name, value }) => [name, value]),
  );
}

function notesOf(changes: Partial<Description>): string {
  return envLines(describedProject(changes)).notes.join("\n");
}

function reasonOf(name: string, changes: Partial<Description>): string | undefined {
  return envLines(describedProject(changes)).lines.find((line) => line.name === name)?.reason;
}

function tokensOf(settings: Simplejwt["settings"], more: Partial<Simplejwt> = {}): Partial<Description> {
  return { simplejwt: { version: "5.3.1", settings, unknown_settings: [], blacklist: true, ...more } };
}

/** Columns of a model beside those of Django's own. */
function withColumns(...columns: Omit<RequiredColumn, "unique">[]): Partial<Description> {
  const { required } = describedUser();
  return {
    user: describedUser({ required: [...required, ...columns.map((one) => ({ ...one, unique: false }))] }),
  };
}

test("a project with Django's own users", () => {
  const { notes, asked } = envLines(describedProject());
  expect(valuesOf()).toEqual({
    USER_TABLE: "auth_user",
    USER_PK: "id",
    USERNAME_COLUMN: "username",
    EMAIL_COLUMN: "email",
    AGE_COLUMN: "none",
    JOINED_COLUMN: "date_joined",
    TIME_ZONE: "UTC",
    USE_TZ: "true",
    LANGUAGE_CODE: "en",
    SESSION_COOKIE_NAME: "latchkey_session",
    PASSWORD_HASHERS: "pbkdf2_sha256",
    PBKDF2_ITERATIONS: "600000",
    PASSWORD_UPGRADE: "false",
    PASSWORD_RESET_TIMEOUT: "3d",
    // Where simplejwt's defaults are not ours.
    REFRESH_TOKEN_LIFETIME: "1d",
    UPDATE_LAST_LOGIN: "false",
    AUTH_TOKEN_CLASSES: "AccessToken",
  });
  expect(settingNames()).toEqual(expect.arrayContaining(Object.keys(valuesOf())));
  expect(asked.map(({ name }) => name)).toEqual(["SECRET_KEY"]);
  expect(notes).toEqual([
    expect.stringContaining("DJANGO_SESSION_COOKIE=sessionid."),
    expect.stringContaining("Django checks new passwords by none"),
  ]);
});

describe("required columns", () => {
  it.each([
    ["a plain default", { type: "CharField", value: "ko-KR" }, "ko-KR"],
    ["a number", { type: "IntegerField", value: 0 }, 0],
    ["a switch", { type: "BooleanField", value: false }, false],
    ["the time", { type: "DateTimeField", callable: "auto_now" }, "now()"],
    ["a day", { type: "DateField", callable: "datetime.date.today" }, "now()"],
    ["a UUID", { type: "UUIDField", callable: "uuid.uuid4" }, "uuid4()"],
  ])("%s is what a new user gets", (_, column, value) => {
    const values = valuesOf(withColumns({ column: "extra", ...column }));
    expect(JSON.parse(values.USER_INSERT_DEFAULTS ?? "")).toEqual({ extra: value });
    expect(values.SIGN_UP).toBeUndefined();
  });

  it.each([
    ["no default", { type: "CharField" }, "The column extra must have a value, and has no default."],
    ["a function", { type: "CharField", callable: "shop.codes.new" }, "from shop.codes.new in Python"],
    ["a UUID as text", { type: "CharField", callable: "uuid.uuid4" }, "from uuid.uuid4"],
    ["the time of day", { type: "TimeField", callable: "auto_now" }, "from auto_now"],
  ])("%s closes sign-up, with the reason", (_, column, reason) => {
    const changes = withColumns({ column: "extra", ...column });
    expect(valuesOf(changes)).toMatchObject({ SIGN_UP: "false" });
    expect(reasonOf("SIGN_UP", changes)).toContain(reason);
  });

  it("asks for nothing that the database fills", () => {
    expect(valuesOf(withColumns({ column: "extra", type: "CharField", database: true }))).toEqual(valuesOf());
  });

  it("closes sign-up where new users are inactive or staff", () => {
    const active = withColumns({ column: "is_active", type: "BooleanField", value: false });
    expect(reasonOf("SIGN_UP", active)).toContain("New users have is_active=false.");
  });

  it("closes sign-up where the project makes the keys", () => {
    const key = { field: "id", column: "id", type: "CharField", callable: "shop.ids.ulid" };
    expect(reasonOf("SIGN_UP", { user: describedUser({ key }) })).toContain("from shop.ids.ulid");
    const uuid = { ...key, type: "UUIDField", callable: "uuid.uuid4" };
    expect(valuesOf({ user: describedUser({ key: uuid }) }).SIGN_UP).toBeUndefined();
  });
});

test("the address as the name, a column of another name for the day of joining, an age that is no number", () => {
  const email = { column: "email", type: "CharField", max_length: 254 };
  const user = describedUser({
    table: "members_member",
    key: { field: "id", column: "member_id", type: "UUIDField", callable: "uuid.uuid4" },
    username: email,
    username_field: "email",
    age: { column: "age", type: "CharField", max_length: 10 },
    date_joined: null,
    required: [
      { column: "updated_at", type: "DateTimeField", unique: false, callable: "auto_now" },
      { column: "created_at", type: "DateTimeField", unique: false, callable: "auto_now_add" },
    ],
  });
  expect(valuesOf({ user })).toMatchObject({
    USER_TABLE: "members_member",
    USER_PK: "member_id",
    USERNAME_COLUMN: "email",
    EMAIL_COLUMN: "email",
    AGE_COLUMN: "none",
    JOINED_COLUMN: "created_at",
    USER_INSERT_DEFAULTS: '{"updated_at":"now()"}',
  });
});

describe("SIMPLE_JWT", () => {
  it("is spelled as our settings are, without what is our default", () => {
    const values = valuesOf(
      tokensOf({
        ACCESS_TOKEN_LIFETIME: 180,
        REFRESH_TOKEN_LIFETIME: 604_800,
        SLIDING_TOKEN_LIFETIME: 90.5,
        ROTATE_REFRESH_TOKENS: true,
        UPDATE_LAST_LOGIN: true,
        LEEWAY: 10,
        AUDIENCE: ["a", "b"],
        ISSUER: null,
        AUTH_HEADER_TYPES: ["JWT", "Bearer"],
        AUTH_HEADER_NAME: "HTTP_AUTHORIZATION",
        JTI_CLAIM: null,
        AUTH_COOKIE: "access_token",
        AUTH_COOKIE_SAMESITE: "Strict",
      }),
    );
    const tokens = Object.entries(values).filter(([name]) => !(name in valuesOf({ simplejwt: null })));
    expect(Object.fromEntries(tokens)).toEqual({
      ACCESS_TOKEN_LIFETIME: "3m",
      SLIDING_TOKEN_LIFETIME: "90.5s",
      ROTATE_REFRESH_TOKENS: "true",
      LEEWAY: "10s",
      AUDIENCE: "a,b",
      AUTH_HEADER_TYPES: "JWT,Bearer",
      JTI_CLAIM: "none",
      AUTH_COOKIE: "access_token",
      AUTH_COOKIE_SAMESITE: "Strict",
      AUTH_TOKEN_CLASSES: "AccessToken",
    });
  });

  it.each([
    ["TOKEN_OBTAIN_SERIALIZER", "shop.Serializer", "GET /user/me"],
    ["USER_AUTHENTICATION_RULE", "shop.rule", "signs in whoever is active"],
    ["AUTH_COOKIE_DOMAIN", ".example.com", "Latchkey's own host"],
    ["ALGORITHM", "ES521", "ALGORITHM is not set: at Django it is ES521, and here it must be one of"],
    ["AUTH_TOKEN_CLASSES", ["shop.ShopToken"], "AUTH_TOKEN_CLASSES is not set"],
    ["USER_ID_FIELD", "public_id", "takes no token of Django's"],
  ])("%s that cannot be had here is told of", (name, value, text) => {
    expect(notesOf(tokensOf({ [name]: value }))).toContain(text);
    expect(valuesOf(tokensOf({ [name]: value }))).not.toHaveProperty(name);
  });

  it("names users by the key or the name, whatever the fields are called", () => {
    const key = { field: "uuid", column: "uuid", type: "UUIDField", callable: "uuid.uuid4" };
    const byKey = { ...tokensOf({ USER_ID_FIELD: "uuid" }), user: describedUser({ key }) };
    expect(valuesOf(byKey).USER_ID_FIELD).toBeUndefined();
    expect(valuesOf(tokensOf({ USER_ID_FIELD: "username" })).USER_ID_FIELD).toBe("username");
  });

  it.each([
    [{}, ["SECRET_KEY"]],
    [{ SIGNING_KEY: "SECRET_KEY", VERIFYING_KEY: "SECRET_KEY" }, ["SECRET_KEY"]],
    [{ SIGNING_KEY: "text", VERIFYING_KEY: "text" }, ["SECRET_KEY", "SIGNING_KEY"]],
    [
      { ALGORITHM: "RS256", SIGNING_KEY: "PEM", VERIFYING_KEY: "PEM" },
      ["SECRET_KEY", "SIGNING_KEY", "VERIFYING_KEY"],
    ],
  ])("%j asks for the keys %j", (settings, names) => {
    expect(envLines(describedProject(tokensOf(settings))).asked.map(({ name }) => name)).toEqual(names);
  });

  it("tells what the lack of the blacklist app or of simplejwt means", () => {
    expect(notesOf(tokensOf({ BLACKLIST_AFTER_ROTATION: true }, { blacklist: false }))).toContain(
      "does nothing there",
    );
    expect(notesOf({ simplejwt: null })).toContain("simplejwt is not installed");
  });
});

describe("passwords", () => {
  const hasher = (algorithm: string, costs = {}) => ({ algorithm, class: `shop.${algorithm}`, ...costs });

  it("lists hashers in Django's order, and tells of those that are unknown here", () => {
    const password_hashers = [
      hasher("argon2", { time_cost: 2, memory_cost: 102_400, parallelism: 8 }),
      hasher("pbkdf2_sha1", { iterations: 320_000 }),
      hasher("bcrypt_sha256", { rounds: 13 }),
      hasher("md5"),
      hasher("crypt"),
    ];
    expect(valuesOf({ password_hashers })).toMatchObject({
      PASSWORD_HASHERS: "argon2,pbkdf2_sha1,bcrypt_sha256,md5",
      PBKDF2_ITERATIONS: "320000",
      BCRYPT_ROUNDS: "13",
    });
    expect(notesOf({ password_hashers })).toContain("cannot check hashes of crypt");
    expect(notesOf({ password_hashers })).not.toContain("argon2");
  });

  it("begins with one that makes hashes", () => {
    const some = { password_hashers: [hasher("bcrypt", { rounds: 12 }), hasher("scrypt")] };
    expect(valuesOf(some).PASSWORD_HASHERS).toBe("scrypt,bcrypt");
    expect(notesOf(some)).toContain("Django makes hashes by bcrypt");
    const none = { password_hashers: [hasher("shop_hash")] };
    expect(valuesOf(none).PASSWORD_HASHERS).toBe("pbkdf2_sha256");
    expect(notesOf(none)).toContain("must then be in Django's PASSWORD_HASHERS, too");
  });

  it("tells of costs that it does not have", () => {
    expect(notesOf({ password_hashers: [hasher("argon2", { time_cost: 9 })] })).toContain(
      "time_cost=2, memory_cost=102400, parallelism=8; shop.argon2 has others",
    );
  });

  it("has Django's validators, and tells of others", () => {
    const prefix = "django.contrib.auth.password_validation.";
    const password_validators = [
      { name: `${prefix}MinimumLengthValidator`, options: { min_length: 12 } },
      { name: `${prefix}NumericPasswordValidator`, options: {} },
      { name: "shop.NoCats", options: { api_key: null } },
    ];
    expect(valuesOf({ password_validators })).toMatchObject({
      PASSWORD_VALIDATORS: "min_length,numeric",
      PASSWORD_MIN_LENGTH: "12",
    });
    expect(notesOf({ password_validators })).toContain("shop.NoCats");
  });
});

describe("what needs a decision is told", () => {
  it.each<[string, Partial<Description>]>([
    ["inherits from a model with a table", { user: describedUser({ parent_tables: ["people"] }) }],
    ["holds a schema", { user: describedUser({ table: 'shop"."people' }) }],
    ["npm run import", { user: describedUser({ database_engine: "django.db.backends.mysql" }) }],
    ["SIGN_IN_BY=both", { authentication_backends: ["shop.backends.EmailBackend"] }],
    ["shop.UserManager.get", { user: describedUser({ username_lookup: "shop.UserManager.get" }) }],
    [
      "Sessions of Django cannot be taken over",
      { session: { ...describedProject().session, engine: "x.cache" } },
    ],
    ["rest_framework.authtoken", { authtoken: true }],
    ["name that zone in TIME_ZONE", { time_zone: null }],
    ["LANGUAGE_CODE de-at", { language_code: "de-at" }],
  ])("%s", (text, changes) => {
    expect(notesOf(changes)).toContain(text);
  });

  test("a cookie of our name at Django gets out of its way", () => {
    const session = { ...describedProject().session, cookie_name: "latchkey_session" };
    expect(valuesOf({ session }).SESSION_COOKIE_NAME).toBe("latchkey_session_id");
  });

  test("how long sessions last, where Django does not have its default", () => {
    const session = { ...describedProject().session, cookie_age: 5400, save_every_request: true };
    expect(valuesOf({ session })).toMatchObject({
      SESSION_COOKIE_AGE: "90m",
      SESSION_SAVE_EVERY_REQUEST: "true",
    });
  });

  test("that sessions of an older Django are in another form", () => {
    expect(notesOf({ django: "3.0.14" })).toContain("DJANGO_SESSION_LEGACY=true");
    expect(notesOf({ django: "3.1" })).not.toContain("DJANGO_SESSION_LEGACY");
  });

  test("that token cookies get a prefix", () => {
    expect(notesOf(tokensOf({ AUTH_COOKIE: "access_token" }))).toContain("__Host-access_token");
  });

  test("that rotation has an end here", () => {
    expect(notesOf(tokensOf({ ROTATE_REFRESH_TOKENS: true }))).toContain("REFRESH_ABSOLUTE_LIFETIME=none");
  });

  test("former keys, and one that production refuses", () => {
    const { asked } = envLines(describedProject({ secret_key: { set: true, insecure: true, fallbacks: 2 } }));
    expect(asked.map(({ name }) => name)).toEqual(["SECRET_KEY", "SECRET_KEY_FALLBACKS"]);
    expect(asked.map(({ reason }) => reason).join("\n")).toMatch(/django-insecure-[\s\S]*there are 2/);
  });
});
