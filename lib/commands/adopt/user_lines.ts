import type { Description, RequiredColumn } from "./description";
import { type Item, line, note } from "./items";

type User = Description["user"];

/** What sign-up writes into Django's own columns without being told. */
const KNOWN: Readonly<Record<string, string | boolean>> = {
  is_active: true,
  is_staff: false,
  is_superuser: false,
  first_name: "",
  last_name: "",
};
const INTEGER = /^(Positive)?(Big|Small)?(Integer|Auto)Field$/;
const NOW = /^(auto_now|auto_now_add|django\.utils\.timezone\.now|datetime\.(datetime|date)\.\w+)$/;

/** Where the users are, and how a new one is stored. */
export function userLines({ user, ...project }: Description): Item[] {
  const model = `of ${user.model}`;
  const joined = joinedColumn(user);
  return [
    line("USER_TABLE", user.table, `The table ${model}.`),
    line("USER_PK", user.key.column, `Its primary key, of the type ${user.key.type}.`),
    line("USERNAME_COLUMN", user.username.column, `USERNAME_FIELD ${model} is ${user.username_field}.`),
    line("EMAIL_COLUMN", user.email?.column ?? "none", `EMAIL_FIELD ${model}.`),
    line("AGE_COLUMN", ageColumn(user) ?? "none", `The field age ${model}, where it is a whole number.`),
    line("JOINED_COLUMN", joined ?? "none", "When an account was made."),
    ...signUpLines(user, joined),
    ...tableNotes(user),
    ...signInNotes(user, project.authentication_backends),
  ];
}

function ageColumn({ age }: User): string | null {
  return age !== null && INTEGER.test(age.type) ? age.column : null;
}

/** date_joined, else the first column that has the time at which a row is made. */
function joinedColumn({ date_joined, required }: User): string | null {
  const isTime = ({ type }: { type: string }) => type === "DateTimeField";
  if (date_joined !== null) return isTime(date_joined) ? date_joined.column : null;
  const made = required.find(
    (column) => isTime(column) && column.callable !== "auto_now" && NOW.test(column.callable ?? ""),
  );
  return made?.column ?? null;
}

/** The values that only Python knows; without one for each required column nobody can sign up here. */
function signUpLines(user: User, joined: string | null): Item[] {
  const given = new Set([user.username.column, user.password?.column, user.email?.column, joined]);
  const columns = user.required.filter(({ column, database }) => !given.has(column) && !database);
  const values = columns.map((column) => [column, insertValue(column)] as const);
  const told = values.filter(
    ([{ column }, value]) => value !== undefined && !(column in KNOWN && KNOWN[column] === value),
  );
  const reasons = [
    ...values.filter(([, value]) => value === undefined).map(([column]) => missing(column)),
    ...told.filter(([{ column }]) => /^is_(active|staff|superuser)$/.test(column)).map(unusual),
    ...keyReasons(user),
  ];
  const defaults = Object.fromEntries(told.map(([{ column }, value]) => [column, value]));
  return [
    ...(told.length > 0
      ? [
          line(
            "USER_INSERT_DEFAULTS",
            JSON.stringify(defaults),
            `Defaults of columns that only Python knows.`,
          ),
        ]
      : []),
    ...(reasons.length > 0
      ? [line("SIGN_UP", "false", `${reasons.join(" ")} Sign-up stays with Django.`)]
      : []),
  ];
}

/** As USER_INSERT_DEFAULTS has it; undefined where it cannot be told. */
function insertValue({ type, value, callable }: RequiredColumn): string | number | boolean | undefined {
  if (value !== undefined) return value;
  if (/^Date(Time)?Field$/.test(type) && NOW.test(callable ?? "")) return "now()";
  if (type === "UUIDField" && callable === "uuid.uuid4") return "uuid4()";
  return undefined;
}

function missing({ column, callable }: RequiredColumn): string {
  return callable === undefined
    ? `The column ${column} must have a value, and has no default.`
    : `The column ${column} gets its value from ${callable} in Python.`;
}

function unusual([{ column }, value]: readonly [RequiredColumn, unknown]): string {
  return `New users have ${column}=${value}.`;
}

function keyReasons({ key }: User): string[] {
  if (key.database || (key.type === "UUIDField" && key.callable === "uuid.uuid4")) return [];
  return [`The key ${key.column} gets its value from ${key.callable ?? "the project's code"}.`];
}

function tableNotes({ model, table, parent_tables, database_engine, password, is_active }: User): Item[] {
  const notes: string[] = [];
  if (parent_tables.length > 0)
    notes.push(
      `${model} inherits from a model with a table of its own (${parent_tables.join(", ")}): its columns are in several tables, which Latchkey cannot use.`,
    );
  if (/["'.`]/.test(table))
    notes.push(
      `The table's name ${table} holds a schema: name the table alone in USER_TABLE, and set the schema by the search_path of Latchkey's database role.`,
    );
  if (database_engine !== null && !/sqlite|spatialite|postg/.test(database_engine))
    notes.push(
      `Django's database is ${database_engine}, and Latchkey's are PostgreSQL and SQLite: import the users instead (npm run import).`,
    );
  if (password?.column !== "password")
    notes.push("The column of the passwords must be named password: Latchkey cannot use this table.");
  if (is_active !== null && is_active.column !== "is_active")
    notes.push(`Latchkey reads no column ${is_active.column}: to it all users are active.`);
  return notes.map(note);
}

function signInNotes({ username_lookup, email, username, model }: User, backends: readonly string[]): Item[] {
  const notes: string[] = [];
  const others = backends.filter((path) => path !== "django.contrib.auth.backends.ModelBackend");
  if (others.length > 0)
    notes.push(
      `Django also signs in by ${others.join(", ")}: whom only these know, Latchkey does not sign in.`,
    );
  if (
    email !== null &&
    email.column !== username.column &&
    others.some((path) => /e?mail|allauth/i.test(path))
  )
    notes.push(
      "One of these may sign in by e-mail address: if so, set SIGN_IN_BY=both (or email). An address that several accounts have signs nobody in.",
    );
  if (
    username_lookup !== null &&
    username_lookup !== "django.contrib.auth.base_user.BaseUserManager.get_by_natural_key"
  )
    notes.push(
      `The manager of ${model} looks names up in its own way (${username_lookup}), perhaps without regard to case: Latchkey takes them as they are stored.`,
    );
  return notes.map(note);
}
