/** What a claim of a token may hold of a column. */
export type ClaimValue = string | number | boolean | null;

/** A claim of access tokens that tells of a column of the user table. */
export interface UserClaim {
  readonly claim: string;
  readonly column: string;
  /** An integer that JSON's readers would round stays text. */
  readonly kind: "text" | "boolean" | "integer" | "number";
}

/** The columns of {@link UserClaim}s as a statement gives them, by their place in the list. */
export interface ClaimColumns {
  readonly [column: `claim_${number}`]: ClaimValue;
}

type Claims = Readonly<Record<string, ClaimValue>>;

const NONE: Claims = {};

/** The claims of a user's row; a shared empty object where there are none. */
export function claimsFrom(claims: readonly UserClaim[], row: ClaimColumns): Claims {
  if (claims.length === 0) return NONE;
  return Object.fromEntries(
    claims.map(({ claim, kind }, index) => [claim, claimValue(kind, row[`claim_${index}`] ?? null)]),
  );
}

/** SQLite has 0 and 1 for booleans; drivers give decimals as text. */
function claimValue(kind: UserClaim["kind"], value: ClaimValue): ClaimValue {
  if (value === null) return null;
  switch (kind) {
    case "text":
      return String(value);
    case "boolean":
      return Boolean(value);
    case "integer":
      return value;
    case "number":
      return Number(value);
  }
}
