import type { Store } from "./open";
import { type Step, timeText } from "./statements";

/** What a sign-in has anew. */
interface Renewal {
  readonly id: string;
  /** Of another password; null where it stays: its digest may be another one since it was read, after a re-hash. */
  readonly passwordDigest: string | null;
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
 * where it has ended, or another request has changed its key. Django's session that it has taken over ends with the former
 * password, and is nothing to it any more.
 * @param change.isAuthenticated whether the user has given their password again
 */
export function renewSessionStep(
  { schema }: Store,
  change: Renewal & Keys & { readonly isAuthenticated: boolean },
): Step {
  const { id, keyDigest, formerKeyDigest, passwordDigest, at, isAuthenticated } = change;
  const time = timeText(schema.engine, at);
  const authenticated = isAuthenticated ? time : null;
  return {
    sql: `UPDATE latchkey_session SET key_digest = ?, former_key_digest = key_digest,
        password_digest = COALESCE(?, password_digest),
        django_key = CASE WHEN CAST(? AS TEXT) IS NULL THEN django_key END,
        authenticated_at = COALESCE(?, authenticated_at), last_used_at = ?
      WHERE id = ? AND key_digest = ?`,
    params: [keyDigest, passwordDigest, passwordDigest, authenticated, time, id, formerKeyDigest],
  };
}

/** Renews a token family, as a step; its tokens stay valid. Changes no row where it has ended. */
export function renewFamilyStep({ schema }: Store, { id, passwordDigest, at }: Renewal): Step {
  const time = timeText(schema.engine, at);
  return {
    sql: `UPDATE latchkey_family SET password_digest = COALESCE(?, password_digest), authenticated_at = ?, last_used_at = ?
      WHERE id = ? AND ended_at IS NULL`,
    params: [passwordDigest, time, time, id],
  };
}
