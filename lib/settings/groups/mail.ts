import { inFile, optional, setting } from "../definition";
import { boolean, duration, integer, oneOf, orNone, sender, text, wholeDuration } from "../readers";

export const mail = {
  host: setting(
    "EMAIL_HOST",
    orNone(text),
    "none",
    "The SMTP server that sends our mail. `none`: with DEBUG mails are shown at `/dev/mailbox`, else none is sent. Django: localhost.",
  ),
  port: setting("EMAIL_PORT", integer(1, 65_535), "25", "Its port."),
  user: optional("EMAIL_HOST_USER", text, "none", "The name to log in with there."),
  password: inFile(
    "or a path",
    optional("EMAIL_HOST_PASSWORD", text, "none", "The password to log in with there."),
  ),
  useTls: setting(
    "EMAIL_USE_TLS",
    boolean,
    "false",
    "The connection turns to TLS by STARTTLS (usually port 587); without it nothing is sent.",
  ),
  useSsl: setting(
    "EMAIL_USE_SSL",
    boolean,
    "false",
    "The connection is TLS from its start (usually port 465).",
  ),
  timeout: setting(
    "EMAIL_TIMEOUT",
    duration(1, 60),
    "10s",
    "How long the server may take to connect and to answer each command. Django: for ever.",
  ),
  from: optional(
    "DEFAULT_FROM_EMAIL",
    sender,
    "APP_NAME, and noreply@ with the host of APP_ORIGIN",
    "The sender of mails: an address, or a name and an address such as `Accounts <accounts@example.com>`.",
  ),
  verification: setting(
    "EMAIL_VERIFICATION",
    oneOf(["none", "optional", "mandatory"]),
    "none",
    "Whether addresses are proven by a link and a code that are mailed to them (django-allauth's words). `optional`: a new address replaces the old one once it is proven. `mandatory`: nobody signs in before theirs is.",
  ),
  /** seconds */
  verificationTimeout: setting(
    "EMAIL_VERIFICATION_TIMEOUT",
    wholeDuration(60),
    "3d",
    "How long such a link and code work.",
  ),
};
