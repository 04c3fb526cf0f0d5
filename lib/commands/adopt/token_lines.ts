import type { Definition } from "@/lib/settings/definition";
import { jwt } from "@/lib/settings/groups/jwt";
import { tokenCookies } from "@/lib/settings/groups/token_cookies";
import type { Description } from "./description";
import { ask, type Item, line, note } from "./items";
import { durationText, isDefault } from "./setting_text";

type Values = NonNullable<Description["simplejwt"]>["settings"];
type Value = Values[string];

/** simplejwt's defaults where ours are others. */
const DEFAULTS: Values = {
  REFRESH_TOKEN_LIFETIME: 86_400,
  UPDATE_LAST_LOGIN: false,
  AUTH_TOKEN_CLASSES: ["rest_framework_simplejwt.tokens.AccessToken"],
};
const DEFINITIONS = new Map<string, Definition<unknown>>(
  [...Object.values(jwt), ...Object.values(tokenCookies)]
    .filter((definition) => definition !== tokenCookies.domain)
    .map((definition) => [definition.name, definition]),
);
const KEYS = ["SIGNING_KEY", "VERIFYING_KEY", "USER_ID_FIELD"];
const ABSOLUTE =
  "simplejwt lets a sign-in be refreshed for ever; here it ends 30 days after it began, or after the lifetime of refresh tokens where that is longer. REFRESH_ABSOLUTE_LIFETIME=none lets it go on.";
const REASON = "SIMPLE_JWT of the Django project.";

/** SIMPLE_JWT as our settings spell it, without what is our default. */
export function tokenLines({ simplejwt, user }: Description): Item[] {
  if (simplejwt === null) return [note("simplejwt is not installed at Django: tokens are Latchkey's alone.")];
  const values: Values = { ...DEFAULTS, ...simplejwt.settings };
  const rows = Object.entries(values).filter(([name]) => !KEYS.includes(name));
  return [
    ...rows.flatMap(([name, value]) => {
      const definition = DEFINITIONS.get(name);
      return definition === undefined ? [note(without(name, value))] : rowLines(definition, value);
    }),
    ...userIdLines(values, user),
    ...keyLines(values),
    ...blacklistNotes(simplejwt.blacklist, values),
    ...cookieNotes(values),
    ...(values.ROTATE_REFRESH_TOKENS === true ? [note(ABSOLUTE)] : []),
    ...simplejwt.unknown_settings.map((name) => note(`SIMPLE_JWT's ${name} is unknown to simplejwt, too.`)),
  ];
}

function rowLines(definition: Definition<unknown>, value: Value): Item[] {
  const text = settingText(definition.name, value);
  return isDefault(definition, text) ? [] : [line(definition.name, text, REASON)];
}

/** A value of Django's settings as ours are written. */
function settingText(name: string, value: Value): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.map((one) => shortName(name, String(one))).join(",");
  if (typeof value === "number" && /_LIFETIME$|^LEEWAY$/.test(name)) return durationText(value);
  return String(value);
}

/** Of simplejwt's own token classes the last part of their path is enough. */
function shortName(name: string, value: string): string {
  return name === "AUTH_TOKEN_CLASSES" ? value.replace("rest_framework_simplejwt.tokens.", "") : value;
}

function without(name: string, value: Value): string {
  const given = typeof value === "string" ? value : JSON.stringify(value);
  const what = `SIMPLE_JWT's ${name} (${given})`;
  if (/SERIALIZER$/.test(name))
    return `${what} has no counterpart: if it adds claims or fields, whoever reads them must get them from GET /user/me, or stay with Django's endpoint.`;
  if (name === "USER_AUTHENTICATION_RULE")
    return `${what} has no counterpart: Latchkey signs in whoever is active.`;
  if (name === "TOKEN_USER_CLASS" || name === "JSON_ENCODER")
    return `${what} concerns Django alone: leave it there.`;
  if (name.startsWith("ON_LOGIN_"))
    return `${what} is not called here: EVENTS_URL tells your app of sign-ins, see README.`;
  if (name === "AUTH_COOKIE_DOMAIN")
    return `${what} is not taken over: token cookies are for Latchkey's own host. Where an app at another host must get the access token, set AUTH_COOKIE_DOMAIN, which gives \`__Host-\` up.`;
  return `${what} has no counterpart.`;
}

/** Ours names a user by the key or the name, whatever their columns are called. */
function userIdLines({ USER_ID_FIELD: field = "id" }: Values, user: Description["user"]): Item[] {
  if (field === user.key.field || field === "id" || field === "pk") return [];
  if (field === user.username_field) return [line("USER_ID_FIELD", "username", REASON)];
  return [
    note(
      `Tokens name users by ${JSON.stringify(field)} (USER_ID_FIELD): Latchkey knows the key and the name only, and takes no token of Django's.`,
    ),
  ];
}

/** Keys are not in a description: which of them is needed. */
function keyLines({
  SIGNING_KEY: signing = "SECRET_KEY",
  VERIFYING_KEY: verifying,
  ALGORITHM,
}: Values): Item[] {
  const isSecret = ALGORITHM === undefined || String(ALGORITHM).startsWith("HS");
  const items: Item[] = [];
  if (signing !== null && signing !== "SECRET_KEY")
    items.push(ask("SIGNING_KEY", "SIMPLE_JWT's SIGNING_KEY, or SIGNING_KEY_FILE with the path of a file."));
  // With HS* simplejwt ignores it.
  if (!isSecret && typeof verifying === "string")
    items.push(ask("VERIFYING_KEY", "SIMPLE_JWT's VERIFYING_KEY, or VERIFYING_KEY_FILE."));
  return items;
}

function blacklistNotes(isInstalled: boolean, { BLACKLIST_AFTER_ROTATION: after }: Values): Item[] {
  if (isInstalled) return [];
  return [
    note(
      `simplejwt's blacklist app is not installed: Django goes on accepting refresh tokens that are signed out here${after === true ? ", and BLACKLIST_AFTER_ROTATION does nothing there" : ""}.`,
    ),
  ];
}

function cookieNotes({ AUTH_COOKIE: name }: Values): Item[] {
  if (typeof name !== "string") return [];
  return [
    note(
      `simplejwt has no AUTH_COOKIE: the project reads that cookie in code of its own. With DEBUG=false it is named __Host-${name} here, and that code has to look for it.`,
    ),
  ];
}
