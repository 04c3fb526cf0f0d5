import type { Store } from "./open";

/** Does nothing where the digest is another one by now: a change of password, or of its hash, came between. */
interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** Puts another digest of the same password hash in a token family. */
export function replaceFamilyDigest(store: Store, id: string, change: Replacement): Promise<void> {
  return replaceDigest(store, "latchkey_family", id, change);
}

/** Puts another digest of the same password hash in a session. */
export function replaceSessionDigest(store: Store, id: string, change: Replacement): Promise<void> {
  return replaceDigest(store, "latchkey_session", id, change);
}

async function replaceDigest(
  store: Store,
  table: "latchkey_session" | "latchkey_family",
  id: string,
  { from, to }: Replacement,
): Promise<void> {
  await store.statements.write([
    {
      sql: `UPDATE ${table} SET password_digest = ? WHERE id = ? AND password_digest = ?`,
      params: [to, id, from],
    },
  ]);
}
