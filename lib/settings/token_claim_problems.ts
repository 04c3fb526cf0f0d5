import { FAMILY_CLAIM } from "@/lib/credentials/jwt/token_class";
import { AUTH_USER } from "@/lib/store/user_mapping";
import type { RawSettings } from "./definitions";

/** RFC 7519's registered claims, and those that say what a token is, whatever they are named here. */
const RESERVED_CLAIMS = [
  ...["iss", "sub", "aud", "exp", "nbf", "iat", "jti", FAMILY_CLAIM],
  ...["user_id", "token_type", "refresh_exp", "hash_password"],
];

/** What is wrong with TOKEN_CLAIMS, one sentence each. */
export function tokenClaimProblems({ tokenClaims: claims, ...jwt }: RawSettings["jwt"]): string[] {
  const own = [
    jwt.userIdClaim,
    jwt.typeClaim,
    jwt.jtiClaim,
    jwt.slidingRefreshExpClaim,
    jwt.revokeTokenClaim,
  ];
  const taken = Object.keys(claims).filter((name) => [...RESERVED_CLAIMS, ...own].includes(name));
  const secret = Object.values(claims).includes(AUTH_USER.columns.password);
  return [
    ...taken.map(
      (name) =>
        `TOKEN_CLAIMS may not name the claim ${name}, which tokens have already: choose another name.`,
    ),
    ...(secret
      ? [
          "TOKEN_CLAIMS may not name the column of the password hashes: whoever has a token could read its user's.",
        ]
      : []),
  ];
}
