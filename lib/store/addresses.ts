import type { Store } from "./open";
import { pagedList, readPages } from "./paging";
import { perSchema, quoted, type Schema } from "./schema";
import { query, type Step, timeText } from "./statements";
import { type User, type UserColumns, userFrom } from "./user_table";

/**
 * The unique index by which an address is claimed once, as each engine names it in errors. Only users who signed up here
 * claim their address: users whom Django made may share one.
 */
export const ADDRESS_CLAIM_CONSTRAINT = {
  name: "latchkey_address_claim_key",
  columns: "latchkey_address.folded",
};

/**
 * A condition: whether the user of a row of latchkey_address exists and still has its address. Django changes and deletes
 * users without telling us.
 */
export function ownerOf(address: string, { user }: Schema): string {
  return `${user.id} = ${user.key.fromText(`${address}.user_key`)} AND ${user.column("email")} = ${address}.address`;
}

/** What was proven of one address says nothing of another that takes its place in the row. */
const STILL_VERIFIED =
  "CASE WHEN latchkey_address.address = excluded.address THEN latchkey_address.verified_at END";

const sqlOf = perSchema((schema) => {
  const { user } = schema;
  return {
    byAddress: query<UserColumns>(`
      SELECT ${user.selected} FROM latchkey_address a JOIN ${user.from} ON ${ownerOf("a", schema)}
      WHERE a.folded = ? ORDER BY a.claimed DESC, a.user_key`),
    byAddressAlone: query<UserColumns>(`
      SELECT ${user.selected} FROM latchkey_address a JOIN ${user.from} ON ${ownerOf("a", schema)}
      WHERE a.folded = ? AND NOT EXISTS (
        SELECT 1 FROM latchkey_address o JOIN ${user.from} ON ${ownerOf("o", schema)}
        WHERE o.folded = a.folded AND o.user_key <> a.user_key AND ${user.column("isActive")}
          AND (a.verified_at IS NULL OR o.verified_at IS NOT NULL))
      ORDER BY ${user.column("isActive")} DESC`),
    unrecorded: unrecordedSql(schema),
    release: `
      DELETE FROM latchkey_address WHERE folded = ?
        AND NOT EXISTS (SELECT 1 FROM ${user.from} WHERE ${ownerOf("latchkey_address", schema)})`,
    claim: `
      INSERT INTO latchkey_address (user_key, address, folded, claimed)
      SELECT ${user.key.text(user.id)}, ${user.column("email")}, ?, true FROM ${user.from}
      WHERE ${user.column("username")} = ?
      ON CONFLICT (user_key) DO UPDATE SET address = excluded.address, folded = excluded.folded, claimed = true,
        verified_at = ${STILL_VERIFIED}`,
    stale: pagedList<UserAddress>({
      columns: `${user.key.text(user.id)} AS user_key, ${user.column("email")} AS email`,
      from: `${user.from} LEFT JOIN latchkey_address a ON a.user_key = ${user.key.text(user.id)}`,
      where: `COALESCE(a.address, '') <> ${user.column("email")}`,
      key: [user.id],
    }),
    // A claim follows its user to another address, unless somebody has claimed that one.
    record: `
      INSERT INTO latchkey_address (user_key, address, folded, claimed)
      SELECT ?, ${user.column("email")}, ?, false FROM ${user.from}
      WHERE ${user.id} = ${user.key.fromParam} AND ${user.column("email")} = ?
      ON CONFLICT (user_key) DO UPDATE SET address = excluded.address, folded = excluded.folded,
        claimed = latchkey_address.claimed AND NOT EXISTS (
          SELECT 1 FROM latchkey_address o
          WHERE o.folded = excluded.folded AND o.claimed AND o.user_key <> excluded.user_key),
        verified_at = ${STILL_VERIFIED}`,
    verify: `
      UPDATE latchkey_address SET verified_at = ?
      WHERE user_key = ? AND address = ? AND EXISTS (SELECT 1 FROM ${user.from} WHERE ${ownerOf("latchkey_address", schema)})`,
    isVerified: query<{ verified: number }>(
      "SELECT 1 AS verified FROM latchkey_address WHERE user_key = ? AND address = ? AND verified_at IS NOT NULL",
    ),
    remove: `
      DELETE FROM latchkey_address WHERE user_key = ?
        AND NOT EXISTS (SELECT 1 FROM ${user.from} WHERE ${ownerOf("latchkey_address", schema)})`,
  };
});

/** So many of the newest users are looked through, in the order of their keys: those of the time until they are recorded. */
const NEWEST = 1000;

/**
 * Users by an address as it stands: by its unique index, where there is one, else the newest alone, since Django gives the column
 * no index. Null where keys tell nothing of age.
 */
function unrecordedSql(schema: Schema) {
  const { user, userTable } = schema;
  const { table, key, columns, emailConstraint } = userTable;
  if (columns.email === null) return null;
  const isIndexed = emailConstraint !== null;
  if (!isIndexed && key.type !== "integer" && key.type !== "bigint") return null;
  const newest = `(SELECT * FROM ${quoted(table)} ORDER BY ${quoted(key.column)} DESC LIMIT ${NEWEST}) u`;
  return query<UserColumns>(`
    SELECT ${user.selected} FROM ${isIndexed ? user.from : newest}
    WHERE u.${quoted(columns.email)} IN (?, ?) AND NOT ${isAddressTaken(schema)} LIMIT 2`);
}

/** A user's address, as the user's row has it. */
export interface UserAddress {
  readonly user_key: string;
  readonly email: string;
}

/** A condition with one parameter, a folded address: whether a user has it. */
export function isAddressTaken(schema: Schema): string {
  return `EXISTS (${holderOf(schema)})`;
}

/** A condition with two parameters, a folded address and a user's key: whether another user has it. */
export function isAddressOfAnother(schema: Schema): string {
  return `EXISTS (${holderOf(schema)} AND a.user_key <> ?)`;
}

function holderOf(schema: Schema): string {
  return `
    SELECT 1 FROM latchkey_address a JOIN ${schema.user.from} ON ${ownerOf("a", schema)} WHERE a.folded = ?`;
}

/**
 * Claims an address for a user, in the transaction that makes the user or changes the address, and deletes rows of the address
 * that are out of date. Violates {@link ADDRESS_CLAIM_CONSTRAINT} where another sign-up has claimed it first.
 */
export function claimAddressSteps(store: Store, username: string, folded: string): Step[] {
  const { release, claim } = sqlOf(store);
  return [
    { sql: release, params: [folded] },
    { sql: claim, params: [folded, username] },
  ];
}

/** Removes the row of a user who has no address any more, as a step of the transaction that changes it. */
export function removeAddressStep(store: Store, userKey: string): Step {
  return { sql: sqlOf(store).remove, params: [userKey] };
}

/** A user's address, as a row of it is written. */
interface RecordedAddress {
  readonly userKey: string;
  readonly email: string;
  /** As lib/accounts folds it. */
  readonly folded: string;
}

/** Notes that the address which a user has is proven to be theirs, as steps. The last changes no row where it is another one. */
export function verifyAddressSteps(
  store: Store,
  { userKey, email, folded }: RecordedAddress,
  at: Date,
): Step[] {
  const { record, verify } = sqlOf(store);
  return [
    { sql: record, params: [userKey, folded, userKey, email] },
    { sql: verify, params: [timeText(store.schema.engine, at), userKey, email] },
  ];
}

/** Whether a user has proven that an address is theirs. */
export async function isAddressVerified(store: Store, userKey: string, email: string): Promise<boolean> {
  return (await store.statements.one(sqlOf(store).isVerified, userKey, email)) !== undefined;
}

/**
 * The users who have an address; the one who signed up with it here comes first. Different addresses can have the same folded
 * form, so mail must go to the address that is stored with the user, never to the one that was typed.
 * @param folded as lib/accounts folds addresses
 */
export async function findUsersByAddress(store: Store, folded: string): Promise<User[]> {
  const rows = await store.statements.list(sqlOf(store).byAddress, folded);
  return rows.map((row) => userFrom(store.schema.userTable, row));
}

/**
 * The user whom an address names: the only active one who has it, or who has proven that it is theirs; null where that leaves
 * several.
 * @param folded as lib/accounts folds addresses
 */
export async function findUserByAddress(store: Store, folded: string): Promise<User | null> {
  const row = await store.statements.one(sqlOf(store).byAddressAlone, folded);
  return row === undefined ? null : userFrom(store.schema.userTable, row);
}

/**
 * The one user who has an address that is recorded of nobody yet: whom Django has made since the last time.
 * @param spellings as it may stand in the user's row
 * @param folded as lib/accounts folds addresses
 */
export async function findUnrecordedUser(
  store: Store,
  spellings: readonly [string, string],
  folded: string,
): Promise<User | null> {
  const { unrecorded } = sqlOf(store);
  if (unrecorded === null) return null;
  const [row, another] = await store.statements.list(unrecorded, ...spellings, folded);
  return row === undefined || another !== undefined ? null : userFrom(store.schema.userTable, row);
}

/** The users whose address has no row, or another one, in the order of their keys, `size` at a time. */
export function staleAddresses(
  store: Store,
  size: number,
): AsyncGenerator<readonly UserAddress[], void, void> {
  return readPages(store.statements, sqlOf(store).stale, { size });
}

interface FoundAddress {
  readonly userKey: string;
  readonly email: string;
  /** Null where the user has none. */
  readonly folded: string | null;
}

/** Records addresses of users whom Django made or changed. Does nothing where the user has another address by now. */
export async function recordAddresses(store: Store, addresses: readonly FoundAddress[]): Promise<void> {
  await store.statements.write(recordAddressSteps(store, addresses));
}

/** The same, as steps of the transaction that changes the addresses. */
export function recordAddressSteps(store: Store, addresses: readonly FoundAddress[]): Step[] {
  const { record } = sqlOf(store);
  return addresses.map(({ userKey, email, folded }) =>
    folded === null
      ? removeAddressStep(store, userKey)
      : { sql: record, params: [userKey, folded, userKey, email] },
  );
}
