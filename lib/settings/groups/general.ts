import { availableParallelism } from "node:os";
import { addressRange, origin, originPattern } from "../address_readers";
import { inFile, optional, setting } from "../definition";
import {
  boolean,
  databaseUrl,
  duration,
  integer,
  listOf,
  oneOf,
  secrets,
  text,
  timeZone,
  wholeDuration,
} from "../readers";

export const general = {
  debug: setting(
    "DEBUG",
    boolean,
    "false",
    "Development: cookies without `Secure`, and unsafe settings are neither refused nor warned of. Never set it in production.",
  ),
  lab: optional(
    "LAB",
    boolean,
    "`true` with DEBUG, else `false`",
    "Whether there is the lab at `/lab`, where visitors try out sessions and JWTs in a database of their own, which is thrown away after an hour.",
  ),
  secretKey: inFile(
    "or a path",
    optional(
      "SECRET_KEY",
      text,
      "none, must be set",
      "At least 32 random bytes. Seals session cookies; signs tokens unless SIGNING_KEY is set.",
    ),
  ),
  secretKeyFallbacks: inFile(
    "several",
    setting(
      "SECRET_KEY_FALLBACKS",
      secrets,
      "none",
      "Former (or future) secret keys, whose session cookies and tokens are accepted too.",
    ),
  ),
  host: setting("HOST", text, "127.0.0.1", "The address to listen on."),
  port: setting("PORT", integer(0, 65_535), "8000", "The port to listen on."),
  workers: setting(
    "WORKERS",
    (value) => integer(0, 64)(value) || availableParallelism(),
    "0",
    "Worker processes behind one port; 0: one for each processor core.",
  ),
  keepAliveTimeout: setting(
    "KEEP_ALIVE_TIMEOUT",
    duration(1),
    "75s",
    "How long an idle connection stays open. Longer than the proxy in front keeps its own (often 60s; Google Cloud's 10m), or requests that it sends just then fail.",
  ),
  trustedProxies: setting(
    "TRUSTED_PROXIES",
    listOf(addressRange),
    "none",
    "Addresses or CIDR ranges of proxies whose `X-Forwarded-For` tells the caller's address, and whose other `X-Forwarded-` headers /user/forward_auth believes. From others they are ignored.",
  ),
  forwardAuthHeader: setting(
    "FORWARD_AUTH_HEADER",
    boolean,
    "true",
    "Whether /user/forward_auth takes a token in the Authorization header (AUTH_HEADER_NAME), too. `false`: the header is the app's own, and cookies alone count.",
  ),
  appOrigin: optional(
    "APP_ORIGIN",
    origin,
    "`http://HOST:PORT`",
    "The origin under which browsers reach the app.",
  ),
  trustedOrigins: setting(
    "CSRF_TRUSTED_ORIGINS",
    listOf(originPattern),
    "none",
    "Other origins whose pages may send changing requests; `https://*.example.com` stands for example.com and all its subdomains, as in Django.",
  ),
  corsAllowedOrigins: setting(
    "CORS_ALLOWED_ORIGINS",
    listOf(origin),
    "none",
    "Other origins whose pages may read answers (django-cors-headers). To send changing requests, sign-in included, an origin must be in CSRF_TRUSTED_ORIGINS, too.",
  ),
  corsAllowCredentials: setting(
    "CORS_ALLOW_CREDENTIALS",
    boolean,
    "false",
    "Pages of CORS_ALLOWED_ORIGINS may read answers to requests with cookies.",
  ),
  hstsSeconds: setting(
    "SECURE_HSTS_SECONDS",
    wholeDuration(0),
    "365d",
    "How long browsers reach this host by https alone, where APP_ORIGIN is https and DEBUG=false; 0 switches it off.",
  ),
  databaseUrl: inFile(
    "never a path itself",
    setting(
      "DATABASE_URL",
      databaseUrl,
      "file:./data/latchkey.db",
      "The database: `file:…` for SQLite, or `postgresql://user:password@host/database`.",
    ),
  ),
  accountDelete: optional(
    "ACCOUNT_DELETE",
    oneOf(["delete", "deactivate"]),
    "`delete`",
    "What becomes of an account that its user deletes: `delete` removes it with all that is stored of it, `deactivate` sets `is_active` to false. Where rows of other tables refer to it (a Django's groups, its admin's log), `delete` only deactivates it, too.",
  ),
  timeZone: setting(
    "TIME_ZONE",
    timeZone,
    "UTC",
    "Django's: links to set a new password carry local time. Set it as Django has it where both mail such links.",
  ),
  language: setting(
    "LANGUAGE_CODE",
    // Django's language codes may name a region: en-us, ko_KR.
    oneOf(["en", "ko"], (code) => code.split(/[-_]/)[0] ?? code),
    "en",
    "The language where a request asks for none that is supported: `en` or `ko`.",
  ),
};
