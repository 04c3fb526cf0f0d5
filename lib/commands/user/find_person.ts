import { foldEmail } from "@/lib/accounts/fold_email";
import { normalizeEmail } from "@/lib/contract/email";
import { normalizeUsername } from "@/lib/contract/fields";
import type { Scope } from "@/lib/scope/scope";
import { findUnrecordedUser, findUsersByAddress } from "@/lib/store/addresses";
import { canonicalKey } from "@/lib/store/user_key";
import { findUserByKey, findUserByUsername, type User } from "@/lib/store/users";
import type { Named } from "./options";
import { RefusedError } from "./refused";
import { printable } from "./terminal";

/**
 * The account that is meant, deactivated ones included.
 * @throws RefusedError where there is none, or where several have that name or address
 */
export async function findPerson(scope: Scope, named: Named): Promise<User> {
  const found = "id" in named ? await byId(scope, named.id) : await byName(scope, named.name);
  const [first, ...others] = found;
  if (first === undefined)
    throw new RefusedError(
      "id" in named
        ? `No account has the id ${named.id}.`
        : `No account has the name or address ${named.name}.`,
    );
  if (others.length > 0)
    throw new RefusedError(
      `Several accounts are named so: ${found.map(labelOf).join(", ")}. Say by --id which is meant.`,
    );
  return first;
}

/** `kim (id 1)` */
export function labelOf({ username, id }: Pick<User, "username" | "id">): string {
  return `${printable(username)} (id ${printable(String(id))})`;
}

async function byId({ store }: Scope, id: string): Promise<User[]> {
  const key = canonicalKey(store.schema.userTable.key.type, id);
  const user = key === null ? null : await findUserByKey(store, key);
  return user === null ? [] : [user];
}

/** Sign-ups store a name as normalizeUsername() has it; Django may have stored it as it was typed. */
async function byName({ store }: Scope, typed: string): Promise<User[]> {
  const found = new Map<string, User>();
  for (const name of new Set([typed, normalizeUsername(typed)])) {
    const user = await findUserByUsername(store, name);
    if (user !== null) found.set(user.key, user);
  }
  const folded = foldEmail(typed);
  if (folded !== null && store.schema.userTable.columns.email !== null) {
    const recorded = await findUsersByAddress(store, folded);
    const unrecorded = await findUnrecordedUser(store, [typed, normalizeEmail(typed)], folded);
    for (const user of [...recorded, ...(unrecorded === null ? [] : [unrecorded])]) found.set(user.key, user);
  }
  return [...found.values()];
}
