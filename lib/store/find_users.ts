import { ownerOf } from "./addresses";
import type { Store } from "./open";
import { type PagedList, pagedList, readPage } from "./paging";
import { perSchema, type Schema } from "./schema";
import { query } from "./statements";
import { cursorFrom, cursorText } from "./user_cursor";
import {
  findUserFacts,
  type UserFacts,
  type UserFactsColumns,
  userFactsColumns,
  userFactsFrom,
} from "./user_facts";
import { canonicalKey } from "./user_key";
import { type ByteOrder, PATTERN, usernameOrder } from "./username_order";

/** What a search looks for, see searchPrefix() of lib/accounts. */
export interface UserPrefix {
  /** What was typed: it may be a user's key. */
  readonly text: string;
  /** How names may begin, none of them with another. */
  readonly names: readonly string[];
  /** How a folded address begins. */
  readonly address: string;
}

export interface UserSearch {
  /** Null: everybody. */
  readonly prefix: UserPrefix | null;
  /** `next` of the page before, or null for the first page. A text that is none counts as null. */
  readonly after: string | null;
  /** How many users at most. */
  readonly limit: number;
}

export interface UserPage {
  readonly users: readonly UserFacts[];
  /** The next page's cursor, or null where this is the last page. */
  readonly next: string | null;
}

/**
 * Finds users page by page, each by an index. With a prefix: the one whose key it is, then all whose name or recorded address
 * begins with it, in the order of what begins so. Without: the newest first, or by name where keys tell nothing of age. Users who
 * are added or deleted between two pages neither repeat nor hide others.
 */
export async function findUsers(store: Store, { prefix, after, limit }: UserSearch): Promise<UserPage> {
  const cursor = after === null ? null : cursorFrom(after);
  return prefix === null
    ? everybody(store, cursor, limit)
    : beginningWith(store, { prefix, after: placeFrom(cursor), limit });
}

const listOf = perSchema((schema): PagedList<UserFactsColumns> => {
  const { user } = schema;
  const list = { columns: userFactsColumns(schema), from: user.from };
  return isByAge(schema)
    ? pagedList({ ...list, key: [user.id], descending: true })
    : pagedList({ ...list, key: [user.column("username")] });
});

/** Whether the list of all begins with the newest: where keys are numbers that grow. */
export function isByAge({ userTable: { key } }: Schema): boolean {
  return key.type === "integer" || key.type === "bigint";
}

async function everybody(
  { statements, schema }: Store,
  cursor: readonly string[] | null,
  size: number,
): Promise<UserPage> {
  const [last] = cursor ?? [];
  const place = last !== undefined && isByAge(schema) ? canonicalKey("bigint", last) : last;
  const after = typeof place === "string" ? [place] : null;
  const { rows, next } = await readPage(statements, listOf({ schema }), { after, size });
  return { users: rows.map((row) => userFactsFrom(schema, row)), next: next && cursorText(next) };
}

/** What of a user begins with the prefix, the name or else the address, and therefore where in the order the user stands. */
interface Place {
  readonly text: string;
  /** Of an address, which several users may have; empty for a name. */
  readonly userKey: string;
}

function placeFrom(cursor: readonly string[] | null): Place | null {
  const [text, userKey, ...more] = cursor ?? [];
  return text === undefined || userKey === undefined || more.length > 0 ? null : { text, userKey };
}

interface PlacedUser extends UserFactsColumns {
  readonly place_text: string;
  readonly place_key: string;
}

async function beginningWith(
  store: Store,
  search: { readonly prefix: UserPrefix; readonly after: Place | null; readonly limit: number },
): Promise<UserPage> {
  const { prefix, after, limit } = search;
  const key = canonicalKey(store.schema.userTable.key.type, prefix.text);
  const named = key === null ? null : await findUserFacts(store, key);
  const order = await usernameOrder(store);
  // One more tells whether there is a next page.
  const names = await usersByName(store, order, { prefix, after, limit: limit + 1 });
  const beyond = names[limit]?.place_text ?? null;
  const addresses = await usersByAddress(store, order, { prefix, after, limit: limit + 1, beyond });
  const found = [...names, ...addresses].sort(comparePlaces);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const others = rows
    .map((row) => userFactsFrom(store.schema, row))
    .filter((user) => user.key !== named?.key);
  return {
    users: after === null && named !== null ? [named, ...others] : others,
    next: last === undefined ? null : cursorText([last.place_text, last.place_key]),
  };
}

function comparePlaces(a: PlacedUser, b: PlacedUser): number {
  return compareBytes(a.place_text, b.place_text) || compareBytes(a.place_key, b.place_key);
}

/** As both engines do; JavaScript compares UTF-16. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

interface Asked {
  readonly prefix: UserPrefix;
  readonly after: Place | null;
  readonly limit: number;
}

async function usersByName(store: Store, order: ByteOrder, { prefix, after, limit }: Asked) {
  const users: PlacedUser[] = [];
  for (const begin of [...prefix.names].sort(compareBytes)) {
    const end = endOfPrefix(begin);
    const isPast = after !== null && compareBytes(after.text, begin) >= 0;
    if (users.length === limit || (isPast && compareBytes(after.text, end) >= 0)) continue;
    const sql = query<PlacedUser>(`
      SELECT ${userFactsColumns(store.schema)}, ${store.schema.user.column("username")} AS place_text, '' AS place_key
      FROM ${store.schema.user.from}
      WHERE ${order.username} ${isPast ? order.greater : order.atLeast} ? AND ${order.username} ${order.less} ?
      ORDER BY ${order.username} ${order.ascending} LIMIT ?`);
    const from = isPast ? after.text : begin;
    users.push(...(await store.statements.list(sql, from, end, limit - users.length)));
  }
  return users;
}

/** So many addresses are looked through at once: their users are then found one by one, whatever PostgreSQL thinks of their number. */
const ADDRESSES = 200;

/** Those whose name does not begin so as well. @param beyond the text up to which the page goes at most */
async function usersByAddress(
  store: Store,
  order: ByteOrder,
  { prefix, after, limit, beyond }: Asked & { readonly beyond: string | null },
) {
  if (store.schema.userTable.columns.email === null) return [];
  const end = endOfPrefix(prefix.address);
  const to = beyond !== null && compareBytes(beyond, end) < 0 ? beyond : end;
  const ranges = prefix.names.flatMap((begin) => [begin, endOfPrefix(begin)]);
  const sql = query<AddressRow>(addressSql(store.schema, order, prefix.names.length));
  const isPast = after !== null && compareBytes(after.text, prefix.address) >= 0;
  const users: PlacedUser[] = [];
  let from = isPast ? after : { text: prefix.address, userKey: "" };
  for (;;) {
    const rows = await store.statements.list(sql, from.text, from.userKey, to, ADDRESSES, ...ranges);
    users.push(...rows.filter(hasUser));
    const last = rows.at(-1);
    if (last === undefined || rows.length < ADDRESSES || users.length >= limit) return users;
    from = { text: last.place_text, userKey: last.place_key };
  }
}

type AddressRow =
  | PlacedUser
  | { readonly user_key: null; readonly place_text: string; readonly place_key: string };

function hasUser(row: AddressRow): row is PlacedUser {
  return row.user_key !== null;
}

function addressSql(schema: Schema, { username, ...order }: ByteOrder, ranges: number): string {
  const bytes = schema.engine === "sqlite" ? { greater: ">", less: "<", ascending: "ASC" } : PATTERN;
  const ascending = `folded ${bytes.ascending}, user_key ${bytes.ascending}`;
  const isNamedSo = `(${username} ${order.atLeast} ? AND ${username} ${order.less} ?)`;
  return `
    SELECT ${userFactsColumns(schema)}, recorded.folded AS place_text, recorded.user_key AS place_key
    FROM (
      SELECT folded, user_key, address FROM latchkey_address
      WHERE (folded, user_key) ${bytes.greater} (?, ?) AND folded ${bytes.less} ? ORDER BY ${ascending} LIMIT ?
    ) recorded LEFT JOIN ${schema.user.from} ON ${ownerOf("recorded", schema)}
      AND NOT COALESCE(${Array(ranges).fill(isNamedSo).join(" OR ")}, false)
    ORDER BY place_text ${bytes.ascending}, place_key ${bytes.ascending}`;
}

/** The least text that is greater than all that begin with a text, by their code points and so by their bytes. */
export function endOfPrefix(prefix: string): string {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    // Surrogates are no characters.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    if (next <= 0x10ffff) return String.fromCodePoint(...points, next);
  }
  return "\u{10ffff}";
}
