import { parseUrl } from "@/lib/contract/parse_url";
import { FAMILY_CLAIM } from "@/lib/credentials/jwt/token_class";
import type { RawSettings } from "./definitions";
import type { Rate } from "./readers";
import { productionProblems } from "./refusals";
import { resolveApp } from "./resolve_app";
import { resolveCookies } from "./resolve_cookies";
import { resolveEvents } from "./resolve_events";
import { resolveKeys } from "./resolve_keys";
import { resolveMail } from "./resolve_mail";
import { resolveRedirects } from "./resolve_redirects";
import { resolveUserTable } from "./resolve_user_table";
import { signUpFieldsProblems } from "./sign_up_problems";
import { tokenClaimProblems } from "./token_claim_problems";

const MIN_SECRET_KEY_BYTES = 32;
/** After this long the password is asked for again, whatever renews a sign-in (NIST SP 800-63B-4, 2.1.3). Seconds. */
const ABSOLUTE_AGE = 30 * 86_400;

/**
 * The settings as the app uses them: those that stand for themselves, and what follows from several together.
 * @param problems takes a sentence for each combination that is not valid, saying what to change
 */
export function resolve(raw: RawSettings, problems: string[]) {
  const { secretKey, secretKeyFallbacks, appOrigin, ...general } = raw.general;
  const { signingKey, verifyingKey, tokenClaims, ...jwt } = raw.jwt;
  const { cookieName, cookiePath, cookieDomain, cookieHttpOnly, cookieSecure, cookieSameSite, ...session } =
    raw.session;

  const secretKeys: readonly [string, ...string[]] = [secretKey ?? "", ...secretKeyFallbacks];
  // Where a key's file cannot be read, nothing is said of what its absence leads to.
  const unread = problems.filter(namesKey);
  const keyProblems = unread.length > 0 ? unread : secretKeyProblems(secretKey, secretKeyFallbacks);
  const keys = resolveKeys(raw.jwt, secretKeys, keyProblems);
  const origin = appOrigin ?? originOf(general.host, general.port);
  const cookies = resolveCookies(raw, origin, problems);
  problems.push(
    ...keyProblems.filter((problem) => !unread.includes(problem)),
    ...claimProblems(raw.jwt),
    ...tokenClaimProblems(raw.jwt),
    ...addressProblems(raw),
    ...signUpFieldsProblems(raw),
    ...productionProblems(raw),
  );

  const mail = resolveMail(raw, origin, problems);

  return {
    ...general,
    lab: general.lab ?? general.debug,
    origin,
    /** The current secret key first, then the former ones. */
    secretKeys,
    redirects: resolveRedirects(raw.redirects, origin),
    users: raw.users,
    app: resolveApp(raw, origin),
    userTable: resolveUserTable(raw),
    jwt: {
      ...jwt,
      ...keys,
      /** seconds; null where a sign-in can be renewed for ever */
      absoluteLifetime: orLongest(jwt.absoluteLifetime, jwt.refreshLifetime, jwt.slidingRefreshLifetime),
      /** The token cookies of our own pages, and of programs unless tokens travel in bodies. */
      cookies: cookies.tokens,
      /** Whether programs send and get tokens in bodies: AUTH_COOKIE is none. */
      tokensInBodies: raw.tokenCookies.accessName === null,
    },
    session: {
      ...session,
      cookie: cookies.session,
      /** Django's session cookie, by which its sessions are taken over; null: none is. */
      djangoCookie: cookies.django,
      /** seconds; null where a session can be renewed for ever */
      absoluteAge: orLongest(session.absoluteAge, session.age),
    },
    formCookie: cookies.form,
    challengeCookie: cookies.challenge,
    deviceCookie: cookies.device,
    resetCookie: cookies.reset,
    emailKeyCookie: cookies.emailKey,
    labCookie: cookies.lab,
    /** Forms of the session and access cookies that former settings may have left in browsers. */
    otherCookieForms: cookies.otherForms,
    passwords: raw.passwords,
    mail,
    /** Where events are posted to; null: nowhere. */
    events: resolveEvents(raw, problems),
    limits: {
      ...raw.limits,
      address: orNetworkRate(raw.limits.address, general.debug),
      change: orHourly(raw.limits.change, general.debug ? 100 : 10),
      lab: orHourly(raw.limits.lab, general.debug ? 1000 : 20),
      ...mailRates(raw.limits.mail, general.debug),
      signUp: orNetworkRate(raw.limits.signUp, general.debug),
    },
  };
}

/** An absolute age as it is set; by default never shorter than the lifetimes that are set. */
function orLongest(set: number | null | undefined, ...lifetimes: number[]): number | null {
  return set === undefined ? Math.max(ABSOLUTE_AGE, ...lifetimes) : set;
}

/** By default a network, in which there may be many people, has a hundred tries; tests have more from one address. */
function orNetworkRate(set: Rate | null | undefined, debug: boolean): Rate | null {
  return set === undefined ? { count: debug ? 1000 : 100, seconds: 15 * 60 } : set;
}

function orHourly(set: Rate | null | undefined, count: number): Rate | null {
  return set === undefined ? { count, seconds: 3600 } : set;
}

/** How often mail can be asked for: to one address, and by one network, in which many people may be. */
function mailRates(set: Rate | null | undefined, debug: boolean) {
  const mail = orHourly(set, debug ? 100 : 5);
  return { mail, mailNetwork: mail === null ? null : { ...mail, count: mail.count * 10 } };
}

function secretKeyProblems(secretKey: string | undefined, fallbacks: readonly string[]): string[] {
  if (secretKey === undefined) {
    return [
      "SECRET_KEY must be set: put 50 random characters into it, and keep them for as long as sessions should last.",
    ];
  }
  return [secretKey, ...fallbacks].some((key) => Buffer.byteLength(key) < MIN_SECRET_KEY_BYTES)
    ? [`SECRET_KEY and SECRET_KEY_FALLBACKS must hold at least ${MIN_SECRET_KEY_BYTES} bytes each.`]
    : [];
}

function namesKey(problem: string): boolean {
  return /^(SECRET|SIGNING|VERIFYING)_KEY/.test(problem);
}

/** As browsers write it: in lower case, without the scheme's own port. */
function originOf(host: string, port: number): string {
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return parseUrl(url)?.origin ?? url;
}

/** What nobody could do without an address, where users have none. */
function addressProblems({ users: { signInBy }, mail, userTable }: RawSettings): string[] {
  if (userTable.email !== null) return [];
  const demands = [
    ...(signInBy === "username" ? [] : [`SIGN_IN_BY=${signInBy}`]),
    ...(mail.verification === "mandatory" ? ["EMAIL_VERIFICATION=mandatory"] : []),
  ];
  return demands.map((demand) => `${demand} needs users with addresses: set EMAIL_COLUMN, or unset it.`);
}

/** Two claims of one name would overwrite each other. */
function claimProblems(jwt: RawSettings["jwt"]): string[] {
  const names = [
    ...["exp", "iat", "nbf", "aud", "iss", FAMILY_CLAIM],
    jwt.userIdClaim,
    jwt.typeClaim,
    jwt.jtiClaim,
    jwt.slidingRefreshExpClaim,
    jwt.checkRevokeToken ? jwt.revokeTokenClaim : null,
  ].filter((name) => name !== null);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined
    ? []
    : [
        `Two claims would be named ${twice}: give USER_ID_CLAIM, TOKEN_TYPE_CLAIM, JTI_CLAIM and the others names of their own.`,
      ];
}
