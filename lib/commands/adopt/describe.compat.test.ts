import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings } from "@/lib/settings/read";
import { isDjangoMissing } from "@/lib/testing/django/django";
import { manage, type Shape } from "@/lib/testing/django/project";
import { parseEnv } from "../parse_env.js";
import { readDescription } from "./description";
import { envLines } from "./env_lines";
import { envText } from "./env_text";

const SCRIPT = readFileSync(path.join(import.meta.dirname, "../../../docs/django/describe.py"), "utf8");
const SECRET = "k#8v$(lu=^7x)w&z@q0!_+5m-*3#f%2n9d$bt6y1rj4hg0sce";

/** What JSON cannot say, and a project that prints while it starts. */
const SETTINGS = `
from datetime import timedelta
from settings import *
print('{"noise": 1}')
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=3),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
    "UPDATE_LAST_LOGIN": True,
    "SIGNING_KEY": SECRET_KEY,
    "VERIFYING_KEY": "hush-1",
    "JWK_URL": None,
    "AUTH_TOKEN_CLASSES": ("rest_framework_simplejwt.tokens.AccessToken",),
    "TOKEN_OBTAIN_SERIALIZER": "shop.Serializer",
    "MINE": "hush-2",
}
SECRET_KEY_FALLBACKS = ["hush-3"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "shop.Breached", "OPTIONS": {"api_key": "hush-4"}},
]
`;

/** Users of a model with what is rarer. */
const ODD = `
import datetime, decimal, functools, uuid
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

def token():
    return "hush-5"

class Kind(models.TextChoices):
    A = "a", "A"

class Person(AbstractBaseUser):
    login = models.CharField(max_length=30, primary_key=True, db_column="Login Name")
    kind = models.CharField(max_length=1, default=Kind.A)
    price = models.DecimalField(max_digits=5, decimal_places=2, default=decimal.Decimal("1.50"))
    since = models.DateTimeField(default=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc))
    born = models.DateField(default=datetime.date(2020, 1, 1))
    seen = models.DateTimeField(default=datetime.datetime.now)
    origin = models.UUIDField(default=uuid.UUID(int=10))
    roles = models.JSONField(default=list)
    key = models.CharField(max_length=9, default=token)
    part = models.IntegerField(default=functools.partial(int, "3"))
    limit = models.FloatField(default=float("inf"))
    wait = models.DurationField(default=datetime.timedelta(days=1))
    boss = models.ForeignKey("self", on_delete=models.PROTECT)
    blob = models.BinaryField(blank=True)
    objects = models.Manager()
    USERNAME_FIELD = "login"
`;

const folder = mkdtempSync(path.join(tmpdir(), "latchkey-describe-"));
const database = path.join(folder, "shop.db");
writeFileSync(path.join(folder, "noisy.py"), SETTINGS);
writeFileSync(
  path.join(folder, "rare.py"),
  "from settings import *\nUSE_TZ = True\nAUTH_USER_MODEL = 'odd.Person'\n" +
    "INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'odd']\n",
);
mkdirSync(path.join(folder, "odd"));
writeFileSync(path.join(folder, "odd", "models.py"), ODD);
afterAll(() => rmSync(folder, { recursive: true }));

function run(shape: Shape, args: readonly string[], input: string, settings = "noisy"): string {
  const options = { shape, url: `file:${database}`, secretKey: SECRET, timeZone: "Asia/Seoul", useTz: false };
  const environment = { DJANGO_SETTINGS_MODULE: settings, PYTHONPATH: folder };
  return manage(options, args, input, environment);
}

/** What is the same for all shapes. */
const COMMON = {
  TIME_ZONE: "Asia/Seoul",
  USE_TZ: "false",
  LANGUAGE_CODE: "en",
  SESSION_COOKIE_NAME: "latchkey_session",
  PASSWORD_HASHERS:
    "pbkdf2_sha256,pbkdf2_sha1,bcrypt_sha256,bcrypt,argon2,md5,sha1,unsalted_md5,unsalted_sha1",
  PBKDF2_ITERATIONS: "1000",
  BCRYPT_ROUNDS: "4",
  PASSWORD_UPGRADE: "false",
  PASSWORD_VALIDATORS: "min_length",
  PASSWORD_MIN_LENGTH: "10",
  PASSWORD_RESET_TIMEOUT: "3d",
  ACCESS_TOKEN_LIFETIME: "3m",
  AUTH_TOKEN_CLASSES: "AccessToken",
};

describe.skipIf(isDjangoMissing)("describe.py in a real Django", { timeout: 120_000 }, () => {
  test.each<[Shape, Record<string, string>]>([
    [
      "plain",
      {
        USER_TABLE: "auth_user",
        USERNAME_COLUMN: "username",
        AGE_COLUMN: "none",
        JOINED_COLUMN: "date_joined",
      },
    ],
    [
      "seed",
      {
        USER_TABLE: "user_user",
        USERNAME_COLUMN: "username",
        AGE_COLUMN: "age",
        JOINED_COLUMN: "date_joined",
      },
    ],
    [
      "email",
      {
        USER_TABLE: "members_member",
        USERNAME_COLUMN: "email",
        AGE_COLUMN: "none",
        JOINED_COLUMN: "created_at",
        USER_INSERT_DEFAULTS:
          '{"full_name":"","locale":"ko-KR","credits":0,"takes_newsletter":true,"preferences":"{}"}',
      },
    ],
  ])("the shape %s becomes lines of .env that the settings take", (shape, expected) => {
    const printed = run(shape, ["shell"], SCRIPT);
    const { lines, asked, notes } = envLines(readDescription(printed));
    const values = Object.fromEntries(parseEnv(envText({ lines, asked })).values);
    expect(values).toEqual({ USER_PK: "id", EMAIL_COLUMN: "email", ...COMMON, ...expected });
    expect(asked.map(({ name }) => name)).toEqual(["SECRET_KEY", "SECRET_KEY_FALLBACKS"]);
    expect(notes.join("\n")).toMatch(/crypt[\s\S]*shop\.Breached[\s\S]*shop\.Serializer[\s\S]*MINE/);
    const settings = readSettings({ ...values, DEBUG: "true", SECRET_KEY: SECRET });
    expect(settings.userTable.table).toBe(expected.USER_TABLE);
  });

  test("it prints the JSON alone behind what the project prints, whichever way it is run, and no secret", () => {
    const printed = run("plain", ["shell"], SCRIPT);
    expect(printed).toMatch(/^\{"noise": 1\}\n\{\n "latchkey_describe": 1,[\s\S]*\n\}\n$/);
    expect(run("plain", ["shell", "-c", SCRIPT], "")).toBe(printed);
    expect(printed).not.toMatch(/hush/);
    expect(printed).not.toContain(SECRET);
  });

  test("it tells of rarer columns, keys and managers, and calls nothing of the project's", () => {
    const printed = run("plain", ["shell"], SCRIPT, "rare");
    expect(printed).not.toContain("hush");
    const { user } = readDescription(printed);
    expect(user).toMatchObject({ table: "odd_person", username_lookup: null, email: null, is_active: null });
    expect(user.key).toEqual({ field: "login", column: "Login Name", type: "CharField" });
    const columns = user.required.map(({ column, value, callable }) => [column, value ?? callable]);
    expect(Object.fromEntries(columns)).toEqual({
      password: undefined,
      kind: "a",
      price: "1.50",
      since: "2020-01-01 00:00:00",
      born: "2020-01-01",
      seen: "datetime.datetime.now",
      origin: "0000000000000000000000000000000a",
      roles: "[]",
      key: "odd.models.token",
      part: "functools.partial",
      limit: "builtins.float",
      wait: "datetime.timedelta",
      boss_id: undefined,
      blob: undefined,
    });
  });

  test("it opens no database", () => {
    run("email", ["shell"], SCRIPT);
    expect(existsSync(database)).toBe(false);
  });
});
