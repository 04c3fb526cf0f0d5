import type { Definition } from "@/lib/settings/definition";
import { session } from "@/lib/settings/groups/session";
import type { Description } from "./description";
import { ask, type Item, line, note } from "./items";
import { durationText, isDefault } from "./setting_text";

const OWN_COOKIE = "latchkey_session";

/** Keys, times, language and the session cookie. */
export function projectLines(description: Description): Item[] {
  return [
    ...secretLines(description.secret_key),
    ...timeLines(description),
    ...languageLines(description.language_code),
    ...sessionLines(description.session),
    handOverNote(description),
    ...(description.authtoken
      ? [note("Tokens of rest_framework.authtoken stay Django's: Latchkey does not read them.")]
      : []),
  ];
}

function secretLines({ set, insecure, fallbacks }: Description["secret_key"]): Item[] {
  const items: Item[] = [];
  if (set)
    items.push(
      ask(
        "SECRET_KEY",
        insecure
          ? "Django's begins with django-insecure-, which is refused with DEBUG=false: give Django a new one, put the old one into SECRET_KEY_FALLBACKS on both sides, and the new one here."
          : "Django's SECRET_KEY: with it tokens, reset links and sessions of Django are accepted here.",
      ),
    );
  if (fallbacks > 0)
    items.push(
      ask("SECRET_KEY_FALLBACKS", `Django's SECRET_KEY_FALLBACKS, of which there are ${fallbacks}.`),
    );
  return items;
}

function timeLines({ time_zone, use_tz }: Description): Item[] {
  const zone =
    time_zone === null
      ? note("Django's TIME_ZONE is None, the zone of its machine: name that zone in TIME_ZONE.")
      : line("TIME_ZONE", time_zone, "Django's: links to set a new password carry local time.");
  return [zone, line("USE_TZ", String(use_tz), "Django's: how times are stored.")];
}

function languageLines(code: string): Item[] {
  const [language = ""] = code.toLowerCase().split(/[-_]/);
  return language === "en" || language === "ko"
    ? [line("LANGUAGE_CODE", language, "Django's LANGUAGE_CODE.")]
    : [note(`Latchkey speaks English and Korean, and has nothing for Django's LANGUAGE_CODE ${code}.`)];
}

function sessionLines(described: Description["session"]): Item[] {
  const { cookie_name } = described;
  const name = cookie_name === OWN_COOKIE ? `${OWN_COOKIE}_id` : OWN_COOKIE;
  return [
    line("SESSION_COOKIE_NAME", name, `Django's session cookie is ${cookie_name}.`),
    ...sameAsDjangos(session.age, durationText(described.cookie_age)),
    ...sameAsDjangos(session.expireAtBrowserClose, `${described.expire_at_browser_close}`),
    ...sameAsDjangos(session.saveEveryRequest, `${described.save_every_request}`),
  ];
}

/** Whether a browser that is signed in at Django can be taken over. */
function handOverNote({
  session: { installed, engine, serializer, cookie_name },
  django,
}: Description): Item {
  if (!installed || !/\.(db|cached_db)$/.test(engine) || !/JSONSerializer$/.test(serializer))
    return note(
      `Sessions of Django cannot be taken over: they would have to be in the database, as JSON (SESSION_ENGINE is ${engine}, SESSION_SERIALIZER ${serializer}).`,
    );
  const isLegacy = /^(2\.|3\.0)/.test(django);
  return note(
    `Sessions of Django can be taken over by DJANGO_SESSION_COOKIE=${cookie_name}${isLegacy ? " with DJANGO_SESSION_LEGACY=true" : ""}.`,
  );
}

/** A setting that Django has by the same name. */
function sameAsDjangos(definition: Definition<unknown>, value: string): Item[] {
  return isDefault(definition, value) ? [] : [line(definition.name, value, `Django's ${definition.name}.`)];
}
