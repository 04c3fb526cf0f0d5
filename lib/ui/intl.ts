import type { Language } from "../contract/language";

/** A unit as Intl.NumberFormat names it. */
type Unit = "day" | "hour" | "minute" | "second" | "byte";
/** "13 days", "13 days" and "13d"; "5 minutes", "5 min" and "5m". */
export type UnitDisplay = "long" | "short" | "narrow";
/** "local" is the reader's time zone. */
export type Zone = "utc" | "local";

/** Making a format takes Intl much longer than using it. */
function kept<Key extends string[], Format>(make: (...key: Key) => Format): (...key: Key) => Format {
  const formats = new Map<string, Format>();
  return (...key) => {
    const name = key.join();
    const format = formats.get(name) ?? make(...key);
    formats.set(name, format);
    return format;
  };
}

const unitFormat = kept(
  (language: Language, unit: Unit, unitDisplay: UnitDisplay) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay }),
);

/** A number with its unit: "1 minute", "5 minutes", "5분". */
export function quantity(
  language: Language,
  count: number,
  unit: Unit,
  display: UnitDisplay = "long",
): string {
  return unitFormat(language, unit, display).format(count);
}

const pluralRules = kept((language: Language) => new Intl.PluralRules(language));
export const numberFormat = kept((language: Language) => new Intl.NumberFormat(language));

/** Whether a language says the number as one: "1 character". English has this form and one for all others. */
export function isOne(language: Language, count: number): boolean {
  return pluralRules(language).select(count) === "one";
}

export const relativeFormat = kept((language: Language) => new Intl.RelativeTimeFormat(language));

/** The 24-hour clock in both languages: Intl writes AM and PM in Korean, too, where a Korean would read 오전 and 오후. */
export const clockFormat = kept(
  (language: Language, zone: Zone) =>
    new Intl.DateTimeFormat(language, {
      timeStyle: "medium",
      hourCycle: "h23",
      ...(zone === "utc" ? { timeZone: "UTC" } : {}),
    }),
);

export const dateFormat = kept(
  (language: Language, zone: Zone) =>
    new Intl.DateTimeFormat(language, {
      dateStyle: "medium",
      timeStyle: "medium",
      hourCycle: "h23",
      ...(zone === "utc" ? { timeZone: "UTC" } : {}),
    }),
);
