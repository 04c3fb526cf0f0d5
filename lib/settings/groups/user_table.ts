import type { InsertDefault } from "@/lib/store/user_mapping";
import { optional, setting } from "../definition";
import { boolean, identifier, orNone, type Reader } from "../readers";

/** What {@link InsertDefault} takes; lists and objects are written as JSON, as Django's JSONField stores them. */
const insertDefaults: Reader<Readonly<Record<string, InsertDefault>>> = (text) => {
  const columns = jsonObject(text);
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      identifier(name),
      typeof value === "object" && value !== null ? JSON.stringify(value) : (value as InsertDefault),
    ]),
  );
};

function jsonObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // The message below says it.
  }
  throw new TypeError('must be a JSON object of columns and their values, such as {"phone":""}');
}

const WHERE_THERE_IS_ONE = "where the table has it";

export const userTable = {
  table: setting(
    "USER_TABLE",
    identifier,
    "auth_user",
    "The table of the users. Django's is `<app>_<model>`, such as `user_user`, unless `db_table` says otherwise.",
  ),
  key: setting("USER_PK", identifier, "id", "The column of its primary key: an integer, a UUID or text."),
  username: setting(
    "USERNAME_COLUMN",
    identifier,
    "username",
    "The column of the names that people sign in with (USERNAME_FIELD). May be that of the addresses.",
  ),
  email: optional(
    "EMAIL_COLUMN",
    orNone(identifier),
    `\`email\`, ${WHERE_THERE_IS_ONE}`,
    "The column of the addresses; `none`: users have none.",
  ),
  age: optional(
    "AGE_COLUMN",
    orNone(identifier),
    `\`age\`, ${WHERE_THERE_IS_ONE}`,
    "The column of the ages; `none`: users have none.",
  ),
  joined: optional(
    "JOINED_COLUMN",
    orNone(identifier),
    `\`date_joined\`, ${WHERE_THERE_IS_ONE}`,
    "The column of the time at which an account was made; `none`: there is none.",
  ),
  insertDefaults: setting(
    "USER_INSERT_DEFAULTS",
    insertDefaults,
    "{}",
    'What sign-up writes into other columns that must have a value, as JSON: `{"phone":"","plan":1}`. `"now()"` is the time, `"uuid4()"` a new UUID. Those of Django\'s AbstractUser are known.',
  ),
  useTz: setting(
    "USE_TZ",
    boolean,
    "true",
    "Django's: with `false` it stores times in SQLite on the clock of TIME_ZONE, and they are read and written so.",
  ),
};
