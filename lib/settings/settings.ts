import type { CookieSpec } from "@/lib/contract/cookie";
import type { Language } from "@/lib/contract/language";
import type { PasswordPolicy } from "@/lib/credentials/passwords/policy";
import type { ValidatorName } from "@/lib/credentials/passwords/validators";
import type { ALGORITHMS, TOKEN_CLASSES } from "./definitions";

export type Algorithm = (typeof ALGORITHMS)[number];
export type TokenClass = (typeof TOKEN_CLASSES)[number];

export interface JwtSettings {
  /** seconds */
  readonly accessLifetime: number;
  /** seconds */
  readonly refreshLifetime: number;
  readonly rotate: boolean;
  readonly blacklistAfterRotation: boolean;
  /** seconds */
  readonly refreshGracePeriod: number;
  readonly updateLastLogin: boolean;
  readonly algorithm: Algorithm;
  /** HMAC secret or PEM. */
  readonly signingKey: string;
  /** HMAC secrets or PEM keys that tokens are verified with; where one is a private key its public half counts. */
  readonly verifyingKeys: readonly [string, ...string[]];
  /** Where another issuer publishes its keys. */
  readonly jwkUrl: string | null;
  readonly audience: string | readonly string[] | null;
  readonly issuer: string | null;
  /** seconds */
  readonly leeway: number;
  readonly headerTypes: readonly string[];
  /** lower case */
  readonly headerName: string;
  readonly userIdField: "id" | "username";
  readonly userIdClaim: string;
  readonly tokenClasses: readonly TokenClass[];
  readonly typeClaim: string | null;
  readonly jtiClaim: string | null;
  /** seconds */
  readonly slidingLifetime: number;
  /** seconds */
  readonly slidingRefreshLifetime: number;
  readonly slidingRefreshExpClaim: string;
  readonly checkRevokeToken: boolean;
  readonly revokeTokenClaim: string;
  readonly checkUserIsActive: boolean;
  /** The token cookies of our own pages, and of programs unless {@link tokensInBodies}. */
  readonly cookies: { readonly access: CookieSpec; readonly refresh: CookieSpec };
  /** Whether programs send and get tokens in bodies: AUTH_COOKIE is none. */
  readonly tokensInBodies: boolean;
}

export interface SessionSettings {
  readonly cookie: CookieSpec;
  /** seconds */
  readonly age: number;
  readonly expireAtBrowserClose: boolean;
  readonly saveEveryRequest: boolean;
  /** seconds */
  readonly idleTimeout: number | null;
}

export interface PasswordSettings extends PasswordPolicy {
  readonly validators: readonly ValidatorName[];
  readonly minLength: number;
}

/** What the app runs on: decided once at start, frozen. */
export interface Settings {
  readonly debug: boolean;
  readonly host: string;
  readonly port: number;
  /** Processes that answer. */
  readonly workers: number;
  readonly trustedProxies: readonly string[];
  readonly origin: string;
  readonly trustedOrigins: readonly string[];
  readonly databaseUrl: string;
  readonly language: Language;
  /** The current secret key first, then the former ones. */
  readonly secretKeys: readonly [string, ...string[]];
  readonly jwt: JwtSettings;
  readonly session: SessionSettings;
  readonly passwords: PasswordSettings;
}

/** Settings that cannot be: one sentence each, saying what to change. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}
