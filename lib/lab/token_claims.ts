/** What the lab reads in tokens. */
export interface TokenClaims {
  readonly jti: string;
  /** The family that it belongs to. */
  readonly sid: string;
}

/** Of a token that Latchkey has made in this lab. */
export function claimsOf(token: string): TokenClaims {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}
