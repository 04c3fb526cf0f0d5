import type { Language } from "@/lib/contract/language";
import type { SecureCookies } from "@/lib/pages/secure_cookies";
import { Alert } from "../alert";
import { cookiesTexts } from "../messages/cookies";
import type { Mode } from "../mode";
import styles from "./cookie_alert.module.css";
import { CookieProbe } from "./cookie_probe";

type Props = {
  language: Language;
  secureCookies: SecureCookies;
  /** The modes whose cookies are meant. */
  modes: readonly Mode[];
  /** A form without scripts has found that they are dropped. */
  dropped?: boolean;
};

/** Either lets cookies travel by plain HTTP. */
const SETTINGS = ["DEBUG=true", "SESSION_COOKIE_SECURE=false AUTH_COOKIE_SECURE=false"];

/** Says why nobody can stay signed in here, where the browser drops the cookies: over plain HTTP, at another host, or all of them. */
export function CookieAlert({ language, secureCookies, modes, dropped = false }: Props) {
  const cookies = cookiesTexts[language];
  const { prefixes, domains, origin, address } = secureCookies;
  const prefix = modes.map((mode) => prefixes[mode]).find((found) => found !== null) ?? null;
  const domain = modes.map((mode) => domains[mode]).find((found) => found !== null) ?? null;
  const httpsOnly = (
    <div className={styles.alert}>
      <Alert>
        {cookies.httpsOnly} {origin === null ? cookies.useHttps : <a href={origin}>{cookies.goTo(origin)}</a>}
        <span className={styles.operator}>
          {cookies.operator}
          {SETTINGS.map((setting) => (
            <code key={setting}>{setting}</code>
          ))}
        </span>
      </Alert>
    </div>
  );
  const otherDomain = domain !== null && (
    <div className={styles.alert}>
      <Alert>
        {cookies.otherDomain(domain)} <a href={address}>{cookies.goTo(address)}</a>
      </Alert>
    </div>
  );
  const blocked = (
    <div className={styles.alert}>
      <Alert>{cookies.blocked}</Alert>
    </div>
  );
  return (
    <CookieProbe
      prefix={prefix}
      domain={domain}
      // At an address of HTTPS no form over HTTP is taken: whoever wrote the query was no form of ours.
      assumed={dropped && prefix !== null && origin === null ? "https-only" : "kept"}
      alerts={{ "https-only": prefix === null ? null : httpsOnly, "other-domain": otherDomain, blocked }}
    />
  );
}
