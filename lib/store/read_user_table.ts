import { type Catalog, type CatalogColumn, type CatalogTable, readTable } from "./catalog";
import { readUserClaims } from "./read_user_claims";
import type { Engine } from "./statements";
import { UnsuitableDatabaseError } from "./unsuitable";
import type { KeyType } from "./user_key";
import type { InsertDefault, OPTIONAL_FIELDS, UserMapping } from "./user_mapping";
import type { UserTable } from "./user_table";

/** Django's own names of the columns that are looked for where the mapping does not name one. */
const DJANGO_NAMES = {
  email: "email",
  age: "age",
  isActive: "is_active",
  isStaff: "is_staff",
  lastLogin: "last_login",
  dateJoined: "date_joined",
} as const satisfies Record<(typeof OPTIONAL_FIELDS)[number], string>;

/** The settings that name columns, for messages. */
const SETTINGS: Readonly<Record<string, string>> = {
  username: "USERNAME_COLUMN",
  email: "EMAIL_COLUMN",
  age: "AGE_COLUMN",
  dateJoined: "JOINED_COLUMN",
};

/** What Django's AbstractUser and PermissionsMixin give a new user, in Python. */
const ABSTRACT_USER: Readonly<Record<string, InsertDefault>> = {
  is_active: true,
  is_staff: false,
  is_superuser: false,
  first_name: "",
  last_name: "",
};

/**
 * Finds the user table that a mapping names, and compares it with the database.
 * @throws UnsuitableDatabaseError which names what is missing, and the setting that says it
 */
export async function readUserTable(statements: Catalog, mapping: UserMapping): Promise<UserTable> {
  const found = await readTable(statements, mapping.table);
  if (found === null)
    throw new UnsuitableDatabaseError(
      `The database has no table ${mapping.table}: name the one of the users in USER_TABLE.`,
    );
  const columns = {
    username: requireColumn(found, mapping, "username", mapping.columns.username),
    password: requireColumn(found, mapping, "password", mapping.columns.password),
    ...optionalColumns(found, mapping),
  };
  const key = keyOf(statements.engine, found, mapping);
  const constants = constantsOf(found, mapping, columns, key);
  return {
    table: mapping.table,
    key,
    columns,
    found: found.columns,
    claims: readUserClaims(found, mapping),
    constants,
    unfilled: unfilledOf(found, columns, constants),
    usernameConstraint: requireUnique(found, mapping, columns.username),
    emailConstraint: columns.email === null ? null : uniqueOf(found, columns.email),
    timeZone: statements.engine === "sqlite" ? mapping.timeZone : null,
  };
}

function requireColumn(found: CatalogTable, { table }: UserMapping, field: string, name: string): string {
  if (found.columns.has(name)) return name;
  const setting = SETTINGS[field];
  const remedy = setting === undefined ? "undo its change" : `undo its change, or set ${setting}`;
  throw new UnsuitableDatabaseError(`The table ${table} has no column ${name}: ${remedy}.`);
}

function optionalColumns(found: CatalogTable, mapping: UserMapping) {
  const nameOf = (field: (typeof OPTIONAL_FIELDS)[number]): string | null => {
    const named = mapping.columns[field];
    if (named === null) return null;
    if (named !== undefined) return requireColumn(found, mapping, field, named);
    return found.columns.has(DJANGO_NAMES[field]) ? DJANGO_NAMES[field] : null;
  };
  return {
    email: nameOf("email"),
    age: nameOf("age"),
    isActive: nameOf("isActive"),
    isStaff: nameOf("isStaff"),
    lastLogin: nameOf("lastLogin"),
    dateJoined: nameOf("dateJoined"),
  };
}

/** @throws UnsuitableDatabaseError */
function keyOf(engine: Engine, found: CatalogTable, { table, key }: UserMapping): UserTable["key"] {
  const column = found.columns.get(key);
  if (column === undefined)
    throw new UnsuitableDatabaseError(`The table ${table} has no column ${key}: set USER_PK.`);
  const type = keyTypeOf(engine, column);
  if (type === null)
    throw new UnsuitableDatabaseError(
      `The key ${key} of the table ${table} is of the type ${column.type}: only integers, UUIDs and text can be read.`,
    );
  return { column: key, type };
}

function keyTypeOf(engine: Engine, { type }: CatalogColumn): KeyType | null {
  if (type === "uuid" || (engine === "sqlite" && type === "char(32)")) return "uuid";
  if (/^(tiny|small|medium)?int(eger)?\b/.test(type)) return "integer";
  if (/^bigint\b/.test(type)) return "bigint";
  return /^(n?(var)?char|text|character)/.test(type) ? "text" : null;
}

/** @throws UnsuitableDatabaseError for a column that is not there */
function constantsOf(
  found: CatalogTable,
  { insertDefaults, table }: UserMapping,
  columns: UserTable["columns"],
  key: UserTable["key"],
): UserTable["constants"] {
  const unknown = Object.keys(insertDefaults).find((name) => !found.columns.has(name));
  if (unknown !== undefined)
    throw new UnsuitableDatabaseError(
      `USER_INSERT_DEFAULTS names a column ${unknown}, which the table ${table} does not have.`,
    );
  const all: Readonly<Record<string, InsertDefault>> = {
    ...ABSTRACT_USER,
    ...(columns.isActive !== null && { [columns.isActive]: true }),
    ...(columns.isStaff !== null && { [columns.isStaff]: false }),
    ...(key.type === "uuid" && !found.columns.get(key.column)?.hasDefault && { [key.column]: "uuid4()" }),
    ...insertDefaults,
  };
  const { username, password, email, lastLogin, dateJoined } = columns;
  const written: readonly (string | null)[] = [username, password, email, lastLogin, dateJoined];
  const own = Object.entries(all).filter(([name]) => found.columns.has(name) && !written.includes(name));
  return Object.fromEntries(own);
}

/** The required columns that neither sign-up fills, nor the database. An age may be left out at sign-up. */
function unfilledOf(
  { columns: all }: CatalogTable,
  { age: _, isActive, isStaff, ...written }: UserTable["columns"],
  constants: UserTable["constants"],
): string[] {
  const filled = new Set<string | null>([...Object.values(written), ...Object.keys(constants)]);
  return [...all.values()]
    .filter(({ name, isRequired, hasDefault }) => isRequired && !hasDefault && !filled.has(name))
    .map(({ name }) => name);
}

function uniqueOf({ uniques }: CatalogTable, column: string): string | null {
  const found = uniques.find(({ columns: [first, ...others] }) => first === column && others.length === 0);
  return found?.name ?? null;
}

/** @throws UnsuitableDatabaseError where two users might have one name */
function requireUnique(found: CatalogTable, { table }: UserMapping, column: string): string {
  const name = uniqueOf(found, column);
  if (name !== null) return name;
  throw new UnsuitableDatabaseError(
    `The column ${column} of the table ${table} is not unique, so that a name could be two users': set USERNAME_COLUMN to one that is.`,
  );
}
