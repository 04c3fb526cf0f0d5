import { type Claims, decodeToken } from "@/lib/credentials/jwt/decode";
import { checkTokenClass, type TokenClass } from "@/lib/credentials/jwt/token_class";
import type { Scope } from "@/lib/scope/scope";
import type { JwtSettings } from "@/lib/settings/settings";
import { decodeRules } from "./token_keys";
import type { ClassProblems } from "./token_refusals";

/** A token whose form, signature, times and class are right. Whether it is live only the database knows: live_token.ts. */
export interface VerifiedToken {
  /** As it was presented. */
  readonly text: string;
  readonly claims: Claims;
  readonly header: Readonly<Record<string, unknown>>;
  readonly tokenClass: TokenClass;
}

export type Verification =
  | { readonly ok: true; readonly token: VerifiedToken }
  | { readonly ok: false; readonly problems: ClassProblems };

/** Tries the classes in turn, as simplejwt's JWTAuthentication.get_validated_token. */
export async function verifyToken(
  { settings, now }: Scope,
  text: string,
  classes: readonly TokenClass[],
): Promise<Verification> {
  const { jwt } = settings;
  // To the millisecond: a LEEWAY may be a fraction of a second.
  const decoded = await decodeToken(text, await decodeRules(jwt), now.getTime() / 1000);
  const problems: ClassProblems[number][] = [];
  for (const tokenClass of classes) {
    const problem = decoded.ok ? checkTokenClass(decoded.claims, tokenClass, jwt) : decoded.problem;
    if (problem === null && decoded.ok)
      return { ok: true, token: { text, claims: decoded.claims, header: decoded.header, tokenClass } };
    if (problem !== null) problems.push([tokenClass, problem]);
  }
  return { ok: false, problems };
}

/** The token's identifier; null where tokens carry none, or where it is no text. */
export function jtiOf(jwt: JwtSettings, claims: Claims): string | null {
  const jti = jwt.jtiClaim === null ? null : claims[jwt.jtiClaim];
  return typeof jti === "string" ? jti : null;
}

/** Whether claims name a user, by simplejwt's test: null, 0 and an empty text name none. */
export function namesUser(jwt: JwtSettings, claims: Claims): boolean {
  return Boolean(claims[jwt.userIdClaim]);
}
