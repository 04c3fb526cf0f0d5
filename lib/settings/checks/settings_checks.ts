import type { Check } from "./check";

/** What the settings alone show. The start prints these, but for what it refuses or what is only good to know. */
export const SETTINGS_CHECKS = {
  E001: {
    about: "A setting, or a combination of settings, is not valid: the server does not start.",
    remedy: "Change it as the sentence says.",
  },
  E002: {
    about: "DEBUG is on: weak secrets and passwords are accepted, and mails are shown to whoever asks.",
    remedy: "Unset DEBUG, or set it to false. The other findings are those of DEBUG=false.",
  },
  W001: {
    about: "PASSWORD_VALIDATORS leaves out the length or the common passwords.",
    remedy: "Unset it, or list min_length and common.",
  },
  W002: { about: "PASSWORD_MIN_LENGTH is less than 8.", remedy: "Set it to 8 or more." },
  W003: {
    about: "PASSWORD_HASHERS lists an algorithm that gives passwords away.",
    remedy: "Take it out as soon as its hashes have been upgraded.",
  },
  W004: { about: "New hashes are PBKDF2 with SHA-1.", remedy: "Begin with pbkdf2_sha256 or argon2." },
  W005: {
    about: "PBKDF2_ITERATIONS is less than OWASP's 600,000.",
    remedy: "Unset it, or raise it: hashes are upgraded at the next sign-in.",
  },
  W006: { about: "BCRYPT_ROUNDS is less than 10.", remedy: "Set it to 12." },
  W007: {
    about: "The session cookie also goes over plain HTTP.",
    remedy: "Unset SESSION_COOKIE_SECURE, and serve https.",
  },
  W008: { about: "Page scripts can read the session cookie.", remedy: "Unset SESSION_COOKIE_HTTPONLY." },
  W009: {
    about: "The session cookie goes with requests of other sites.",
    remedy: "Set it to Lax or Strict.",
  },
  W010: {
    about: "A cookie has a path, so that it cannot be __Host-: sites of sibling domains can plant it.",
    remedy: "Set the path to /.",
  },
  W011: {
    about: "Token cookies also go over plain HTTP.",
    remedy: "Unset AUTH_COOKIE_SECURE, and serve https.",
  },
  W012: { about: "Page scripts can read the tokens.", remedy: "Unset AUTH_COOKIE_HTTP_ONLY." },
  W013: { about: "Token cookies go with requests of other sites.", remedy: "Set it to Lax or Strict." },
  W014: {
    about: "AUTH_TOKEN_CLASSES takes long-lived tokens as bearer tokens.",
    remedy: "Set it to AccessToken.",
  },
  W015: { about: "A refresh token passes for an access token.", remedy: "Unset TOKEN_TYPE_CLAIM." },
  W016: { about: "There is neither a blacklist nor rotation.", remedy: "Unset JTI_CLAIM." },
  W017: { about: "Tokens of deactivated users are accepted.", remedy: "Unset CHECK_USER_IS_ACTIVE." },
  W018: {
    about: "Rotated refresh tokens stay valid, so that a stolen one is not noticed.",
    remedy: "Set BLACKLIST_AFTER_ROTATION=true.",
  },
  W019: { about: "LEEWAY is longer than five minutes.", remedy: "Set it to some seconds." },
  W020: { about: "REFRESH_GRACE_PERIOD is longer than a minute.", remedy: "Some seconds suffice." },
  W021: { about: "Tokens or sessions live long.", remedy: "Shorten it: who is active is renewed anyway." },
  W022: { about: "A sign-in can be renewed for ever.", remedy: "Unset it, or set 30d." },
  W023: { about: "No mail is sent: forgotten passwords cannot be reset.", remedy: "Set EMAIL_HOST." },
  W024: {
    about: "Mail, with links that set passwords, goes in plain text over the network.",
    remedy: "Set EMAIL_USE_TLS=true or EMAIL_USE_SSL=true.",
  },
  W025: { about: "Nothing limits guessing.", remedy: "Unset THROTTLE." },
  W026: { about: "A crowd can guess one account's password without end.", remedy: "Unset THROTTLE_ACCOUNT." },
  W027: { about: "The code of a second factor can be guessed without end.", remedy: "Unset THROTTLE_CODE." },
  W028: { about: "One network can try a password at every account.", remedy: "Unset THROTTLE_ADDRESS." },
  W029: {
    about:
      "APP_ORIGIN is https, which a proxy serves, and no proxy is trusted: all callers are limited as one.",
    remedy: "Name the proxy in TRUSTED_PROXIES.",
  },
  W030: { about: "Other machines can reach a development server.", remedy: "Unset DEBUG, or HOST." },
  W031: {
    about: "A development key of a Django project is accepted.",
    remedy: "Take it out of SECRET_KEY_FALLBACKS as soon as nothing needs it.",
  },
  W032: {
    about: "APP_ORIGIN is plain HTTP.",
    remedy: "Set it to the https address that browsers use.",
  },
  W033: {
    about: "A site over plain HTTP is trusted: its pages can be forged on the way.",
    remedy: "Name its https address.",
  },
  W034: {
    about: "A domain is trusted below which everybody can have a name.",
    remedy: "Name the site's own.",
  },
  W035: {
    about: "The database is on another machine, and the connection has no TLS.",
    remedy: "Add ?sslmode=verify-full to DATABASE_URL.",
  },
  W036: {
    about: "No caller's address is known, so that networks are not limited.",
    remedy: "Run Latchkey's own server (`npm start`).",
  },
  W037: {
    about:
      "Refresh tokens live for longer than two weeks and are not rotated: a stolen one works until it expires.",
    remedy: "Set ROTATE_REFRESH_TOKENS=true and BLACKLIST_AFTER_ROTATION=true.",
  },
  W038: {
    about: "EVENTS_SECRET is SECRET_KEY: whoever takes the events can forge sessions and tokens.",
    remedy: "Give EVENTS_SECRET a value of its own.",
  },
  W039: {
    about: "A cookie has a domain: every host below it gets the cookie, and can plant one.",
    remedy: "Set it only where all of them are trusted.",
  },
  W040: {
    about: "A cookie's domain is one under which everybody can have a name: browsers refuse the cookie.",
    remedy: "Name the site's own domain.",
  },
  I001: {
    about: "Tokens are signed by a secret: whoever verifies them offline can make them, too.",
    remedy: "Where other services verify tokens, use a key pair (`npm run keys -- --algorithm ES256`).",
  },
  I002: {
    about: "PBKDF2_ITERATIONS is less than Django's present default (1,200,000 in Django 6.0).",
    remedy: "Raise it where sign-ins may take longer, or use argon2.",
  },
} as const satisfies Readonly<Record<string, Check>>;
