import type { Store } from "./open";
import { pagedList, readPages } from "./paging";
import { perSchema, quoted } from "./schema";
import { dateFrom, query, type Time } from "./statements";
import { type Kind, TOLD, type Told } from "./user_data_tables";
import type { UserTable } from "./user_table";

type Cell = Time | number | boolean | null;
type Row = Readonly<Record<string, Cell>>;
type Values = Readonly<Record<string, unknown>>;

const SECTIONS = Object.entries<Told>(TOLD).map(([name, told]) => ({ name, told, list: listOf(told) }));

/** Rows that are read at once. */
const PAGE = 500;

function listOf({ table, order, columns }: Told) {
  const selected = Object.entries(columns).map(([name, [column]]) => `o.${column} AS ${quoted(name)}`);
  const [first, ...others] = order.map((column) => `o.${column}`);
  return pagedList<Row>({
    columns: selected.join(", "),
    from: `${table} o`,
    where: "o.user_key = ?",
    key: [first ?? "", ...others],
  });
}

const sqlOf = perSchema(({ user, userTable }) => {
  const columns = userColumns(userTable);
  const selected = Object.entries(columns).map(
    ([name, [column]]) => `u.${quoted(column)} AS ${quoted(name)}`,
  );
  return {
    columns,
    find: query<Row>(
      `SELECT ${selected.join(", ")} FROM ${user.from} WHERE ${user.id} = ${user.key.fromParam}`,
    ),
  };
});

const FIELDS = {
  username: ["username", "value"],
  email: ["email", "value"],
  age: ["age", "value"],
  is_active: ["isActive", "boolean"],
  is_staff: ["isStaff", "boolean"],
  date_joined: ["dateJoined", "time"],
  last_login: ["lastLogin", "time"],
} as const satisfies Readonly<Record<string, readonly [keyof UserTable["columns"], Kind]>>;

/** All columns of the user's row that are known by name, but the key and the password hash. */
function userColumns({ columns, constants, key }: UserTable): Told["columns"] {
  const told: [string, readonly [string, Kind]][] = [];
  for (const [name, [field, kind]] of Object.entries(FIELDS)) {
    const column = columns[field];
    if (column !== null) told.push([name, [column, kind]]);
  }
  const named: readonly (string | null)[] = [...Object.values(columns), key.column];
  for (const [name, value] of Object.entries(constants))
    if (!named.includes(name)) told.push([name, [name, typeof value === "boolean" ? "boolean" : "value"]]);
  return Object.fromEntries(told);
}

interface UserData {
  /** Their own row. */
  readonly user: Values;
  /** The rows of {@link TOLD}. */
  readonly owned: Readonly<Record<string, readonly Values[]>>;
}

/** Everything that is stored of a user, without secrets. Null where they are gone. */
export async function readUserData(store: Store, userKey: string): Promise<UserData | null> {
  const { find, columns } = sqlOf(store);
  const user = await store.statements.one(find, userKey);
  if (user === undefined) return null;
  const sections = SECTIONS.map(async ({ name, told, list }) => {
    const rows: Values[] = [];
    for await (const page of readPages(store.statements, list, { size: PAGE, params: [userKey] }))
      rows.push(...page.map((row) => tell(told.columns, row)));
    return [name, rows] as const;
  });
  return {
    user: tell(columns, user, store.schema.djangoDate),
    owned: Object.fromEntries(await Promise.all(sections)),
  };
}

function tell(columns: Told["columns"], row: Row, dateOf = dateFrom): Values {
  return Object.fromEntries(
    Object.entries(columns).map(([name, [, kind]]) => [name, toldValue(kind, row[name] ?? null, dateOf)]),
  );
}

function toldValue(kind: Kind, cell: Cell, dateOf: typeof dateFrom): unknown {
  if (cell === null) return null;
  switch (kind) {
    case "time":
      return typeof cell === "string" || cell instanceof Date ? dateOf(cell).toISOString() : null;
    case "boolean":
      return Boolean(cell);
    case "json":
      return JSON.parse(String(cell));
    case "value":
      return cell;
  }
}
