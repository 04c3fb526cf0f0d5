import type { Store } from "./open";
import { pagedList, pages } from "./pages";
import { perSchema, type Schema } from "./schema";
import { query, type Step } from "./statements";
import { type User, type UserColumns, userFrom } from "./user_table";

/**
 * What PostgreSQL calls the index that lets an address be claimed once, and how SQLite tells of it: only users who signed up
 * here claim one, since those whom Django made may share theirs.
 */
export const CLAIM_CONSTRAINT = { name: "latchkey_address_claim_key", columns: "latchkey_address.folded" };

/**
 * The user whom a row of latchkey_address names, where the row is true: the user is there, and has that address. Django
 * changes and deletes users without a word to us.
 */
function ownerOf(address: string, { user }: Schema): string {
  return `${user.id} = ${user.key.fromText(`${address}.user_key`)} AND ${user.column("email")} = ${address}.address`;
}

const sqlOf = perSchema((schema) => {
  const { user } = schema;
  return {
    byAddress: query<UserColumns>(`
      SELECT ${user.selected} FROM latchkey_address a JOIN ${user.from} ON ${ownerOf("a", schema)}
      WHERE a.folded = ? ORDER BY a.claimed DESC, a.user_key`),
    release: `
      DELETE FROM latchkey_address WHERE folded = ?
        AND NOT EXISTS (SELECT 1 FROM ${user.from} WHERE ${ownerOf("latchkey_address", schema)})`,
    claim: `
      INSERT INTO latchkey_address (user_key, address, folded, claimed)
      SELECT ${user.key.text(user.id)}, ${user.column("email")}, ?, true FROM ${user.from}
      WHERE ${user.column("username")} = ?
      ON CONFLICT (user_key) DO UPDATE SET address = excluded.address, folded = excluded.folded, claimed = true`,
    untrue: pagedList<UserAddress>({
      columns: `${user.key.text(user.id)} AS user_key, ${user.column("email")} AS email, a.address, a.folded`,
      from: `${user.from} LEFT JOIN latchkey_address a ON a.user_key = ${user.key.text(user.id)}`,
      where: `COALESCE(a.address, '') <> ${user.column("email")}`,
      key: [user.id],
    }),
    // A claim follows its user to another address, unless somebody has claimed that one.
    note: `
      INSERT INTO latchkey_address (user_key, address, folded, claimed)
      SELECT ?, ${user.column("email")}, ?, false FROM ${user.from}
      WHERE ${user.id} = ${user.key.fromParam} AND ${user.column("email")} = ?
      ON CONFLICT (user_key) DO UPDATE SET address = excluded.address, folded = excluded.folded,
        claimed = latchkey_address.claimed AND NOT EXISTS (
          SELECT 1 FROM latchkey_address o
          WHERE o.folded = excluded.folded AND o.claimed AND o.user_key <> excluded.user_key)`,
    forget: `
      DELETE FROM latchkey_address WHERE user_key = ?
        AND NOT EXISTS (SELECT 1 FROM ${user.from} WHERE ${ownerOf("latchkey_address", schema)})`,
  };
});

/** A user's address, and what is noted of it here: null where nothing is. */
export interface UserAddress {
  readonly user_key: string;
  readonly email: string;
  readonly address: string | null;
  readonly folded: string | null;
}

/** A condition: whether somebody has the address of its one parameter, folded. */
export function hasOwner(schema: Schema): string {
  return `EXISTS (
    SELECT 1 FROM latchkey_address a JOIN ${schema.user.from} ON ${ownerOf("a", schema)} WHERE a.folded = ?)`;
}

/**
 * Gives an address to a new user, in the transaction that makes the user; rows of the address that have become untrue go.
 * Violates {@link CLAIM_CONSTRAINT} where somebody else is quicker.
 */
export function claimSteps(store: Store, username: string, folded: string): Step[] {
  const { release, claim } = sqlOf(store);
  return [
    { sql: release, params: [folded] },
    { sql: claim, params: [folded, username] },
  ];
}

/**
 * The users who have an address, the one who signed up with it here first. A letter that looks different, or is another one
 * before folding, finds them too: whatever is sent goes to the address that the user has, never to the one that was typed.
 * @param folded as lib/accounts folds addresses
 */
export async function findUsersByAddress(store: Store, folded: string): Promise<User[]> {
  const rows = await store.statements.list(sqlOf(store).byAddress, folded);
  return rows.map((row) => userFrom(store.schema.userTable, row));
}

/** The users whose address is not noted, or noted otherwise, in the order of their keys, so many at a time. */
export function unnotedAddresses(
  store: Store,
  size: number,
): AsyncGenerator<readonly UserAddress[], void, void> {
  return pages(store.statements, sqlOf(store).untrue, { size });
}

/**
 * Notes addresses of users whom Django made or changed. Does nothing where the user has another address by now.
 * @param folded null where the user has none
 */
export async function noteAddresses(
  store: Store,
  addresses: readonly { userKey: string; email: string; folded: string | null }[],
): Promise<void> {
  const { note, forget } = sqlOf(store);
  const steps = addresses.map(({ userKey, email, folded }) =>
    folded === null
      ? { sql: forget, params: [userKey] }
      : { sql: note, params: [userKey, folded, userKey, email] },
  );
  await store.statements.write(steps);
}
