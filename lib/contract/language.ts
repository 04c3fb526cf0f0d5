/** The languages that answers are written in. */
export type Language = "en" | "ko";

const LANGUAGES: readonly Language[] = ["en", "ko"];

/** Django reads no more of the header than this, in characters (ACCEPT_LANGUAGE_HEADER_MAX_LENGTH). */
const MAX_HEADER_LENGTH = 500;

/** One element of the header: a language range and its weight (RFC 9110, sections 12.4.2 and 12.5.4). */
const ELEMENT =
  /^(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?$/i;

/** Django's language_code_re without its `@` variants. */
const CODE = /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i;

/** The language that a code means, by its first subtag: `ko-KR` means Korean. Null for another language, and for no code. */
export function languageOf(code: string): Language | null {
  const [first] = CODE.test(code) ? code.toLowerCase().split("-", 1) : [];
  return LANGUAGES.find((language) => language === first) ?? null;
}

interface Preference {
  readonly weight: number;
  /** Its index in the header: of equal weights the earlier wins. */
  readonly position: number;
}

/**
 * Chooses the language of an answer.
 *
 * A range is matched by its first subtag, so `ko-KR` means Korean. `*` stands for every language that the header does not
 * name, `fallback` first. A weight of 0 excludes a language. Malformed elements are skipped.
 *
 * @param acceptLanguage the Accept-Language header, or null where there is none
 * @param fallback the result where the header names none of the languages
 * @see RFC 9110, section 12.5.4; django.utils.translation.trans_real.parse_accept_lang_header for the bound
 */
export function pickLanguage(acceptLanguage: string | null, fallback: Language): Language {
  if (acceptLanguage === null) return fallback;
  const { named, wildcard } = readPreferences(bounded(acceptLanguage));
  let best: Language = fallback;
  let bestPreference: Preference = { weight: 0, position: Number.POSITIVE_INFINITY };
  for (const language of [fallback, ...LANGUAGES.filter((other) => other !== fallback)]) {
    const preference = named.get(language) ?? wildcard;
    if (preference !== undefined && isBetter(preference, bestPreference)) {
      best = language;
      bestPreference = preference;
    }
  }
  return best;
}

/** Cut at a comma, as Django does: a cut inside of an element would change its meaning. */
function bounded(header: string): string {
  if (header.length <= MAX_HEADER_LENGTH) return header;
  const lastComma = header.lastIndexOf(",", MAX_HEADER_LENGTH - 1);
  return lastComma > 0 ? header.slice(0, lastComma) : "";
}

function readPreferences(header: string): {
  named: ReadonlyMap<Language, Preference>;
  wildcard: Preference | undefined;
} {
  const named = new Map<Language, Preference>();
  let wildcard: Preference | undefined;
  for (const [position, element] of header.split(",").entries()) {
    const match = ELEMENT.exec(element.trim());
    const range = match?.[1];
    if (range === undefined) continue;
    const preference = { weight: Number(match?.[2] ?? "1"), position };
    const language = languageOf(range);
    if (range === "*") {
      if (wildcard === undefined || isBetter(preference, wildcard)) wildcard = preference;
    } else if (language !== null) {
      const earlier = named.get(language);
      if (earlier === undefined || isBetter(preference, earlier)) named.set(language, preference);
    }
  }
  return { named, wildcard };
}

function isBetter(one: Preference, other: Preference): boolean {
  if (one.weight !== other.weight) return one.weight > other.weight;
  return one.weight > 0 && one.position < other.position;
}
