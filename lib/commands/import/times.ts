import { dateFromLocal, localTimeText } from "@/lib/store/local_time";

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?)?\s*(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?$/i;
/** Reads times as Django writes them into databases and dumps. */
export interface TimeReader {
  /** @returns the time in UTC, `2026-11-24 13:02:24.123456`; null for what is no time */
  read(text: string): string | null;
}

/**
 * @param zone of times that tell none: Django's TIME_ZONE where USE_TZ is false, else UTC
 * @throws RangeError for a zone that is not known
 */
export function timeReader(zone: string): TimeReader {
  // Throws where there is no such zone.
  new Intl.DateTimeFormat("en", { timeZone: zone });
  return {
    read(text) {
      const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", offset] =
        TIME.exec(text.trim()) ?? [];
      if (year === undefined) return null;
      const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
      const written = Date.parse(`${iso}Z`);
      // Date.parse takes February 30 for March 2.
      if (Number.isNaN(written) || new Date(written).toISOString().slice(0, 19) !== iso) return null;
      const at = offset === undefined ? localToUtc(iso, written, zone) : written - offsetOf(offset);
      const utc = new Date(at).toISOString();
      return /^(?!0000)\d{4}-/.test(utc)
        ? `${utc.slice(0, 10)} ${utc.slice(11, 19)}.${fraction.padEnd(6, "0")}`
        : null;
    },
  };
}

/** Reads them for a user table whose times are on the clock of a zone. */
export function readerForZone(times: TimeReader, zone: string): TimeReader {
  return {
    read(text) {
      const utc = times.read(text);
      if (utc === null) return null;
      const local = localTimeText(new Date(`${utc.slice(0, 10)}T${utc.slice(11, 19)}Z`), zone);
      return local + utc.slice(19);
    },
  };
}

function localToUtc(iso: string, written: number, zone: string): number {
  return zone.toUpperCase() === "UTC" ? written : dateFromLocal(iso, zone).getTime();
}

/** Milliseconds of `Z`, `+09`, `+0900`, `-03:30`. */
function offsetOf(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = (text.match(/\d\d/g) ?? []).map(Number);
  return (text.startsWith("-") ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
