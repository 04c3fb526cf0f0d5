import type { Store } from "./open";
import { type Step, timeText } from "./statements";

/** What a sign-in has anew once its user has given their password again. */
interface Renewal {
  readonly id: string;
  readonly passwordDigest: string;
  readonly at: Date;
}

/** The keys of a session: SHA-256, hex. */
interface Keys {
  readonly keyDigest: string;
  /** The one that the request came with. */
  readonly formerKeyDigest: string;
}

/**
 * Gives a session another key, as a step: whoever has its former cookie can do nothing with it but sign out. Changes no row
 * where it has ended, or another request has changed its key.
 */
export function renewSessionStep(
  { schema }: Store,
  { id, keyDigest, formerKeyDigest, passwordDigest, at }: Renewal & Keys,
): Step {
  const time = timeText(schema.engine, at);
  return {
    sql: `UPDATE latchkey_session
      SET key_digest = ?, former_key_digest = key_digest, password_digest = ?, authenticated_at = ?, last_used_at = ?
      WHERE id = ? AND key_digest = ?`,
    params: [keyDigest, passwordDigest, time, time, id, formerKeyDigest],
  };
}

/** Renews a token family, as a step; its tokens stay valid. Changes no row where it has ended. */
export function renewFamilyStep({ schema }: Store, { id, passwordDigest, at }: Renewal): Step {
  const time = timeText(schema.engine, at);
  return {
    sql: `UPDATE latchkey_family SET password_digest = ?, authenticated_at = ?, last_used_at = ?
      WHERE id = ? AND ended_at IS NULL`,
    params: [passwordDigest, time, time, id],
  };
}
