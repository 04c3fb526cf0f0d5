import type { Claims, TokenProblem } from "./decode";

/** simplejwt's classes of tokens. */
export const TOKEN_CLASSES = ["AccessToken", "RefreshToken", "SlidingToken", "UntypedToken"] as const;
export type TokenClass = (typeof TOKEN_CLASSES)[number];

/** The value of each class's type claim. */
export const TOKEN_TYPES = {
  AccessToken: "access",
  RefreshToken: "refresh",
  SlidingToken: "sliding",
  UntypedToken: "untyped",
} as const satisfies Record<TokenClass, string>;

/** The claim that names the token family (the sign-in) that a token belongs to; not in simplejwt. */
export const FAMILY_CLAIM = "sid";

/** The length of simplejwt's column for a token's identifier. */
const MAX_IDENTIFIER_LENGTH = 255;

export interface ClaimNames {
  /** Null: the type is not checked. */
  readonly typeClaim: string | null;
  /** Null: no identifier is required. */
  readonly jtiClaim: string | null;
}

/**
 * The later steps of simplejwt's Token.__init__, in its order: exp is there, an identifier is there, the type fits.
 * UntypedToken skips the last one.
 */
export function checkTokenClass(
  claims: Claims,
  tokenClass: TokenClass,
  names: ClaimNames,
): TokenProblem | null {
  if (!("exp" in claims)) return "token_no_exp";
  if (names.jtiClaim !== null && !(names.jtiClaim in claims)) return "token_no_id";
  // The blacklist stores identifiers as strings: with another type a blacklisted token would not be found.
  if (names.jtiClaim !== null && !isIdentifier(claims[names.jtiClaim])) return "token_invalid";
  if (typeof claims[FAMILY_CLAIM] === "string" && !isIdentifier(claims[FAMILY_CLAIM])) return "token_invalid";
  if (tokenClass === "UntypedToken" || names.typeClaim === null) return null;
  if (!(names.typeClaim in claims)) return "token_no_type";
  return claims[names.typeClaim] === TOKEN_TYPES[tokenClass] ? null : "token_wrong_type";
}

/** Whether a claim can be stored as an identifier: PostgreSQL takes no NUL in a text. */
function isIdentifier(claim: unknown): boolean {
  return typeof claim === "string" && claim.length <= MAX_IDENTIFIER_LENGTH && !claim.includes("\0");
}
