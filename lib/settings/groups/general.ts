import { availableParallelism } from "node:os";
import { optional, setting } from "../definition";
import { addressRange, boolean, databaseUrl, integer, listOf, oneOf, origin, text } from "../readers";

export const general = {
  debug: setting(
    "DEBUG",
    boolean,
    "false",
    "Development profile: cookies without `Secure`, weaker checks. Never in production.",
  ),
  secretKey: optional(
    "SECRET_KEY",
    text,
    "–, must be given",
    "At least 32 bytes of randomness. Seals session cookies; signs tokens unless SIGNING_KEY is given.",
  ),
  secretKeyFallbacks: setting(
    "SECRET_KEY_FALLBACKS",
    listOf(text),
    "none",
    "Former (or coming) secret keys whose session cookies and tokens are still taken.",
  ),
  host: setting("HOST", text, "127.0.0.1", "The address to listen on."),
  port: setting("PORT", integer(0, 65_535), "8000", "The port to listen on."),
  workers: setting(
    "WORKERS",
    (value) => integer(0, 64)(value) || availableParallelism(),
    "0",
    "Processes that answer, behind one port; 0 is one for each processor core.",
  ),
  trustedProxies: setting(
    "TRUSTED_PROXIES",
    listOf(addressRange),
    "none",
    "Addresses or CIDR ranges of proxies whose `X-Forwarded-For` tells the caller's address. From others it is dropped.",
  ),
  appOrigin: optional(
    "APP_ORIGIN",
    origin,
    "`http://HOST:PORT`",
    "The origin under which browsers reach the app.",
  ),
  trustedOrigins: setting(
    "CSRF_TRUSTED_ORIGINS",
    listOf(origin),
    "none",
    "Other origins whose pages may send changing requests.",
  ),
  databaseUrl: setting(
    "DATABASE_URL",
    databaseUrl,
    "file:./data/latchkey.db",
    "Where the database lies: `file:…` for SQLite, `postgresql://user:password@host/database`.",
  ),
  language: setting(
    "LANGUAGE_CODE",
    // Django's language codes may name a region: en-us, ko_KR.
    oneOf(["en", "ko"], (code) => code.split(/[-_]/)[0] ?? code),
    "en",
    "The language where a request asks for none: `en` or `ko`.",
  ),
};
