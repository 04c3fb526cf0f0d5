/** Times without a zone, as a Django with USE_TZ=False writes them into SQLite: on the clock of its TIME_ZONE. */

import { timeText } from "./statements";

/** Formats are costly to make, and there is one zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @returns `2026-11-24 22:02:24.123000`, as statements.ts spells times */
export function localTimeText(at: Date, timeZone: string): string {
  return timeText("sqlite", new Date(at.getTime() + offset(at.getTime(), timeZone)));
}

/** To the millisecond. Of a local time that there is twice, when clocks are put back, it is the earlier. */
export function dateFromLocal(text: string, timeZone: string): Date {
  const local = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 23) || "00:00:00"}Z`);
  const before = local - offset(local - DAY_MS, timeZone);
  const isRight = before + offset(before, timeZone) === local;
  return new Date(isRight ? before : local - offset(local + DAY_MS, timeZone));
}

/** The clocks of a zone change at most once within so long. */
const DAY_MS = 86_400_000;

/** How far the clocks of a zone are ahead of UTC; milliseconds. */
function offset(at: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      ...({ year: "numeric", month: "numeric", day: "numeric" } as const),
      ...({ hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23", timeZone } as const),
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
