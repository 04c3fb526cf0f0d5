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

/** The claim that names the sign-in (the token family) a token comes from; not in simplejwt. */
export const FAMILY_CLAIM = "sid";

/** As many characters as simplejwt's column for a token's identifier takes. */
const LONGEST_NAME = 255;

export interface ClaimNames {
  /** Null: the type is not checked. */
  readonly typeClaim: string | null;
  /** Null: no identifier is demanded. */
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
  // A blacklist that looks up an identifier which is no string would look up nothing.
  if (names.jtiClaim !== null && !isName(claims[names.jtiClaim])) return "token_invalid";
  if (typeof claims[FAMILY_CLAIM] === "string" && !isName(claims[FAMILY_CLAIM])) return "token_invalid";
  if (tokenClass === "UntypedToken" || names.typeClaim === null) return null;
  if (!(names.typeClaim in claims)) return "token_no_type";
  return claims[names.typeClaim] === TOKEN_TYPES[tokenClass] ? null : "token_wrong_type";
}

/** Whether a claim can be the name of a row: PostgreSQL keeps no NUL, and no index has room for more. */
function isName(claim: unknown): boolean {
  return typeof claim === "string" && claim.length <= LONGEST_NAME && !claim.includes("\0");
}
