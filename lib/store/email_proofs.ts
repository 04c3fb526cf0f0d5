import { claimAddressSteps, isAddressOfAnother, verifyAddressSteps } from "./addresses";
import { findTakenByAnother } from "./change_user";
import { userLock } from "./end_sign_ins";
import type { Store } from "./open";
import { perSchema, quoted } from "./schema";
import { dateFrom, query, type Step, type Time, timeText } from "./statements";
import { takenField, type User } from "./users";

/** An address that a user is to prove. */
export interface EmailProof {
  readonly userKey: string;
  /** The user's address when it was asked for: the proof is void once they have another one. */
  readonly userEmail: string;
  /** The same, or the one that is to replace it. */
  readonly address: string;
  /** Link and code are computed from it. */
  readonly nonce: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

interface Row {
  readonly user_key: string;
  readonly user_email: string;
  readonly address: string;
  readonly nonce: string;
  readonly created_at: Time;
  readonly used_at: Time | null;
}

/** So many codes are tried for one mail; its link goes on. */
const MAX_TRIES = 10;

const COLUMNS = "user_key, user_email, address, nonce, created_at, used_at";
const BY_USER = query<Row>(`SELECT ${COLUMNS} FROM latchkey_email_proof WHERE user_key = ?`);
const BY_NONCE = query<Row>(`SELECT ${COLUMNS} FROM latchkey_email_proof WHERE nonce = ?`);
const TRY_CODE = query<Row>(`
  UPDATE latchkey_email_proof SET tries = tries + 1 WHERE user_key = ? AND tries < ${MAX_TRIES}
  RETURNING ${COLUMNS}`);

const sqlOf = perSchema((schema) => {
  const { user, userTable } = schema;
  const hasKey = `${user.id} = ${user.key.fromParam}`;
  return {
    ask: `
      INSERT INTO latchkey_email_proof (user_key, user_email, address, nonce, tries, created_at)
      SELECT ${user.key.text(user.id)}, ${user.column("email")}, ?, ?, 0, ? FROM ${user.from}
      WHERE ${user.column("username")} = ? AND ${user.column("email")} = ?
      ON CONFLICT (user_key) DO UPDATE SET user_email = excluded.user_email, address = excluded.address,
        nonce = excluded.nonce, tries = 0, created_at = excluded.created_at, used_at = NULL`,
    spend: `
      UPDATE latchkey_email_proof SET used_at = ?
      WHERE nonce = ? AND used_at IS NULL AND NOT ${isAddressOfAnother(schema)} AND EXISTS (
        SELECT 1 FROM ${user.from} WHERE ${hasKey} AND ${user.column("username")} = ?
          AND ${user.column("email")} = latchkey_email_proof.user_email)`,
    setEmail: `UPDATE ${quoted(userTable.table)} AS u SET ${quoted(userTable.columns.email ?? "")} = ? WHERE ${hasKey}`,
  };
});

/**
 * Asks for the proof of an address, as a step, in place of whatever was asked for before. Changes no row where no user has this
 * name and this address.
 * @param user as the step finds them
 */
export function askForProofStep(
  store: Store,
  user: Pick<User, "username" | "email">,
  { address, nonce, at }: { readonly address: string; readonly nonce: string; readonly at: Date },
): Step {
  const time = timeText(store.schema.engine, at);
  return { sql: sqlOf(store).ask, params: [address, nonce, time, user.username, user.email] };
}

/** What a user was asked for last, whether or not they have proven it since. */
export async function findProofOfUser(store: Store, userKey: string): Promise<EmailProof | null> {
  return proofFrom(await store.statements.one(BY_USER, userKey));
}

export async function findProofByNonce(store: Store, nonce: string): Promise<EmailProof | null> {
  return proofFrom(await store.statements.one(BY_NONCE, nonce));
}

/** What a user was asked for, to compare a code with: counted, so that of many at once no more are compared. */
export async function findProofForCode(store: Store, userKey: string): Promise<EmailProof | null> {
  const [row] = await store.statements.writeReturning(TRY_CODE, userKey);
  return proofFrom(row);
}

function proofFrom(row: Row | undefined): EmailProof | null {
  if (row === undefined) return null;
  const { user_key, user_email, address, nonce, created_at, used_at } = row;
  return {
    ...{ userKey: user_key, userEmail: user_email, address, nonce },
    createdAt: dateFrom(created_at),
    usedAt: used_at === null ? null : dateFrom(used_at),
  };
}

/** What became of a proof: `void` where another request used it first, a newer one was asked for, or the address has changed. */
export type Proven = "verified" | "taken" | "void";

/**
 * Notes that an address is proven, and gives it to its user where it is to replace another one, in one transaction. Of several
 * requests with one proof the database lets one through.
 * @param folded the address as lib/accounts folds it
 * @param further steps of the same transaction
 */
export async function spendProof(
  store: Store,
  user: User,
  { address, userEmail, nonce, folded, at }: EmailProof & { readonly folded: string; readonly at: Date },
  further: readonly Step[],
): Promise<Proven> {
  const { spend, setEmail } = sqlOf(store);
  const isNew = address !== userEmail;
  const time = timeText(store.schema.engine, at);
  const steps: Step[] = [
    { sql: spend, params: [time, nonce, isNew ? folded : null, user.key, user.key, user.username] },
    ...(isNew
      ? [
          { sql: setEmail, params: [address, user.key] },
          ...claimAddressSteps(store, store.schema.nameIsAddress ? address : user.username, folded),
        ]
      : []),
    ...verifyAddressSteps(store, { userKey: user.key, email: address, folded }, at),
    ...further,
  ];
  // The user's row is locked: its address cannot change between the steps.
  const options = { guarded: true, throwsViolations: true, lock: userLock(store, user.key) };
  try {
    const [spent] = await store.statements.write(steps, options);
    if (spent === 1) return "verified";
  } catch (error) {
    takenField(store.schema, error);
    return "taken";
  }
  const taken = isNew ? await findTakenByAnother(store, user.key, null, folded) : [];
  return taken.length > 0 ? "taken" : "void";
}
