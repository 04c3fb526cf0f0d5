import type { Store } from "./open";
import { type Step, timeText } from "./statements";

/** What a sign-in has anew once its user has given their password again. */
interface Renewal {
  readonly id: string;
  readonly passwordDigest: string;
  readonly at: Date;
}

/** Gives a session another key, as a step: whoever has its former cookie has nothing any more. Does nothing where it has ended. */
export function renewSessionStep(
  { schema }: Store,
  { id, keyDigest, passwordDigest, at }: Renewal & { readonly keyDigest: string },
): Step {
  const time = timeText(schema.engine, at);
  return {
    sql: `UPDATE latchkey_session SET key_digest = ?, password_digest = ?, authenticated_at = ?, last_used_at = ?
      WHERE id = ?`,
    params: [keyDigest, passwordDigest, time, time, id],
  };
}

/** Renews a token family, as a step; its tokens stay valid. Does nothing where it has ended. */
export function renewFamilyStep({ schema }: Store, { id, passwordDigest, at }: Renewal): Step {
  const time = timeText(schema.engine, at);
  return {
    sql: `UPDATE latchkey_family SET password_digest = ?, authenticated_at = ?, last_used_at = ?
      WHERE id = ? AND ended_at IS NULL`,
    params: [passwordDigest, time, time, id],
  };
}
