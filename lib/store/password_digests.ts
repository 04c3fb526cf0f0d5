import type { Store } from "./open";

/** Does nothing where the digest is another one by now: a change of password, or of its hash, came between. */
interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** Puts another digest of the same password hash in a token family. */
export async function replaceFamilyDigest(store: Store, id: string, change: Replacement): Promise<void> {
  await store.tokenFamily.updateMany({
    where: { id, passwordDigest: change.from },
    data: { passwordDigest: change.to },
  });
}

/** Puts another digest of the same password hash in a session. */
export async function replaceSessionDigest(store: Store, id: string, change: Replacement): Promise<void> {
  await store.session.updateMany({
    where: { id, passwordDigest: change.from },
    data: { passwordDigest: change.to },
  });
}
