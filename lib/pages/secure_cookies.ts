import type { CookieSpec } from "@/lib/contract/cookie";
import { pageRequest } from "./page_request";

/** What pages need to find out whether a browser keeps the cookies of a sign-in. It follows from the settings alone. */
export interface SecureCookies {
  /** By mode: the domain of the cookie; null where it is its host's alone. */
  readonly domains: Readonly<Record<"session" | "token", string | null>>;
  /** APP_ORIGIN, which a domain covers. */
  readonly address: string;
  /** By mode: the prefix of the cookie's name, which may be empty; null where its cookie is not Secure. */
  readonly prefixes: Readonly<Record<"session" | "token", string | null>>;
  /** Where the site is reached by HTTPS; null where the settings do not say it. */
  readonly origin: string | null;
}

export async function secureCookies(): Promise<SecureCookies> {
  const { settings } = (await pageRequest()).scope;
  return {
    domains: {
      session: settings.session.cookie.domain ?? null,
      token: settings.jwt.cookies.access.domain ?? null,
    },
    address: settings.origin,
    prefixes: { session: prefixOf(settings.session.cookie), token: prefixOf(settings.jwt.cookies.refresh) },
    origin: settings.origin.startsWith("https:") ? settings.origin : null,
  };
}

function prefixOf({ name, secure }: CookieSpec): string | null {
  return secure ? (/^__(?:Host|Secure)-/i.exec(name)?.[0] ?? "") : null;
}
