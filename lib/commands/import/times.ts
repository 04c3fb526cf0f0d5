const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?)?\s*(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?$/i;
const DAY_MS = 86_400_000;

/** Reads times as Django writes them into databases and dumps. */
export interface TimeReader {
  /** @returns the time in UTC, `2026-11-24 13:02:24.123456`; null for what is no time */
  utc(text: string): string | null;
}

/**
 * @param zone of times that tell none: Django's TIME_ZONE where USE_TZ is false, else UTC
 * @throws RangeError for a zone that is not known
 */
export function timeReader(zone: string): TimeReader {
  const offsetAt = zone.toUpperCase() === "UTC" ? () => 0 : zoneOffsets(zone);
  return {
    utc(text) {
      const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", offset] =
        TIME.exec(text.trim()) ?? [];
      if (year === undefined) return null;
      const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
      const written = Date.parse(`${iso}Z`);
      // Date.parse takes February 30 for March 2.
      if (Number.isNaN(written) || new Date(written).toISOString().slice(0, 19) !== iso) return null;
      const at = offset === undefined ? localToUtc(written, offsetAt) : written - offsetOf(offset);
      const utc = new Date(at).toISOString();
      return /^(?!0000)\d{4}-/.test(utc)
        ? `${utc.slice(0, 10)} ${utc.slice(11, 19)}.${fraction.padEnd(6, "0")}`
        : null;
    },
  };
}

/** Milliseconds of `Z`, `+09`, `+0900`, `-03:30`. */
function offsetOf(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = (text.match(/\d\d/g) ?? []).map(Number);
  return (text.startsWith("-") ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/**
 * Of a time that a clock shows twice the first; one that is skipped counts as if the clock had not been changed yet. Source:
 * Python's datetime with fold=0, which Django uses.
 */
function localToUtc(local: number, offsetAt: (at: number) => number): number {
  const before = local - offsetAt(local - DAY_MS);
  const after = local - offsetAt(local + DAY_MS);
  const isShown = (at: number) => at + offsetAt(at) === local;
  return isShown(before) || !isShown(after) ? before : after;
}

/** How many milliseconds a zone's clocks are ahead of UTC at an instant. */
function zoneOffsets(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...{
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    },
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    const shown = Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
    return shown - Math.floor(at / 1000) * 1000;
  };
}
