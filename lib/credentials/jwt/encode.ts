import { CompactSign } from "jose";
import type { Claims } from "./decode";
import type { JwtKeys } from "./keys";

/**
 * A compact JWS with simplejwt's header, `{"alg":…,"typ":"JWT"}`, and after it the kid of a key pair. The order of the
 * claims is kept.
 */
export function encodeToken(claims: Claims, keys: JwtKeys): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: keys.algorithm, typ: "JWT", ...(keys.kid === null ? {} : { kid: keys.kid }) })
    .sign(keys.sign);
}
