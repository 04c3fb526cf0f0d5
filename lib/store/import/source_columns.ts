import { likelyUserTable, type TableFacts } from "../user_table_candidates";
import { SourceError, type SourceUser } from "./source";

/** A column of the user table; null: there is none; undefined: it is found by its name. */
type WantedColumn = string | null | undefined;

/** What the options say of the source's user table, in the words of the settings USER_TABLE, USER_PK, … */
export interface Wanted {
  readonly table: string | undefined;
  readonly key: string | undefined;
  readonly username: string | undefined;
  readonly email: WantedColumn;
  readonly age: WantedColumn;
  readonly dateJoined: WantedColumn;
}

/** The source's column of each of a user's values; null where it has none. */
export type SourceColumns = Readonly<Record<keyof SourceUser, string | null>> & {
  readonly key: string;
  readonly username: string;
  readonly password: string;
};

/** What is read of a user where there is no column for it, in SQL: everybody is active, as for AbstractBaseUser.is_active. */
export function withoutColumn(name: string): string {
  return name === "isActive" ? "'true'" : "NULL";
}

/**
 * The user table: the one that is named; the one that Django's admin log refers to; auth_user; or the only one that looks like one.
 * @throws SourceError
 */
export function chooseUserTable(facts: TableFacts, { table }: Wanted): string {
  const found = table ?? likelyUserTable(facts);
  if (found !== null) return found;
  const { withPasswords } = facts;
  throw new SourceError(
    withPasswords.length === 0
      ? "It has no table with the columns password and last_login: name the user table by --user-table."
      : `Several of its tables can be the user table (${withPasswords.join(", ")}): name it by --user-table.`,
  );
}

/**
 * Django's own names, unless others are asked for. Where there is no column `username`, the address is the name.
 * @param columns of the user table
 * @param primaryKey its column
 * @throws SourceError for a column that is not there
 */
export function mapColumns(
  table: string,
  columns: ReadonlySet<string>,
  primaryKey: string | null,
  wanted: Wanted,
): SourceColumns {
  const usual = (name: string) => (columns.has(name) ? name : null);
  const required = (name: string | null, option: string) => {
    if (name !== null && columns.has(name)) return name;
    throw new SourceError(
      `The table ${table} has no column ${name ?? "for it"}: name it by ${option} (it has ${[...columns].join(", ")}).`,
    );
  };
  const optional = (name: WantedColumn, option: string, byDefault: string) =>
    name === undefined ? usual(byDefault) : name === null ? null : required(name, option);
  if (usual("password") === null)
    throw new SourceError(`The table ${table} has no column password: name the user table by --user-table.`);
  return {
    key: required(wanted.key ?? primaryKey, "--user-pk"),
    username: required(wanted.username ?? usual("username") ?? "email", "--username-column"),
    password: "password",
    email: optional(wanted.email, "--email-column", "email"),
    age: optional(wanted.age, "--age-column", "age"),
    firstName: usual("first_name"),
    lastName: usual("last_name"),
    isActive: usual("is_active"),
    isStaff: usual("is_staff"),
    isSuperuser: usual("is_superuser"),
    lastLogin: usual("last_login"),
    dateJoined: optional(wanted.dateJoined, "--joined-column", "date_joined"),
  };
}

/**
 * @param type of the key's column, as the database names it
 * @throws SourceError for anything but whole numbers
 */
export function requireIntegerKey(table: string, type: string): void {
  if (/int|serial/i.test(type)) return;
  throw new SourceError(
    `The keys of ${table} are of the type ${type || "unknown"}, and a database of Latchkey's own has whole numbers for keys: these users would lose theirs, and their tokens with them. Let Latchkey work on that database itself (README, "Beside Django").`,
  );
}
