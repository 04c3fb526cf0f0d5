import type { Language } from "../contract/language";
import { clockFormat, dateFormat, quantity, relativeFormat, type UnitDisplay, type Zone } from "./intl";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  { unit: "day", size: DAY },
  { unit: "hour", size: HOUR },
  { unit: "minute", size: MINUTE },
  { unit: "second", size: SECOND },
] as const;

/** The largest unit of which there is at least one; seconds, where there is less than one. */
function largestUnit(ms: number): (typeof UNITS)[number] {
  return UNITS.find(({ size }) => ms >= size) ?? UNITS[3];
}

/**
 * A duration in at most two units, rounded down: "13 days 22 hr", "2분 11초". Not Intl.DurationFormat, which Node.js 20
 * does not have.
 * @param ms milliseconds; below zero counts as zero
 */
export function duration(language: Language, ms: number, display: UnitDisplay = "short"): string {
  const rest = Math.max(0, ms);
  const first = UNITS.indexOf(largestUnit(rest));
  return UNITS.slice(first, first + 2)
    .map(({ unit, size }, index) => {
      const count = Math.floor((index === 0 ? rest : rest % (UNITS[first]?.size ?? 1)) / size);
      return index > 0 && count === 0 ? "" : quantity(language, count, unit, display);
    })
    .filter((part) => part !== "")
    .join(" ");
}

/** A remaining time in one unit, rounded up, for "up to …": "3 minutes", "3분". `ms` milliseconds. */
export function upTo(language: Language, ms: number): string {
  const seconds = Math.ceil(ms / SECOND) * SECOND;
  const { unit, size } = largestUnit(seconds);
  return quantity(language, Math.ceil(seconds / size), unit);
}

/** A remaining time in milliseconds: "2:11" below an hour, two units above it. */
export function countdown(language: Language, ms: number): string {
  const rest = Math.max(0, ms);
  if (rest >= HOUR) return duration(language, rest, "narrow");
  const seconds = Math.ceil(rest / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * "2 minutes ago", "in 45 seconds", "3일 전". What lies ahead is counted to the last second, as countdown() does.
 * @param ms milliseconds from now; below zero in the past
 */
export function relativeTime(language: Language, ms: number): string {
  const whole = ms > 0 ? Math.ceil(ms / SECOND) * SECOND : ms;
  const { unit, size } = largestUnit(Math.abs(whole));
  return relativeFormat(language).format(Math.trunc(whole / size), unit);
}

/**
 * How long ago something was: "2 minutes ago".
 * @param ms milliseconds since then
 * @param justNow said within a second, and below zero: another server's clock may be ahead of this one's
 */
export function timeAgo(language: Language, ms: number, justNow: string): string {
  return ms < SECOND ? justNow : relativeTime(language, -ms);
}

/** "Nov 24, 2026, 13:05:22" or "2026. 11. 24. 13:05:22"; in UTC it says so. `ms` since the epoch. */
export function dateTime(language: Language, ms: number, zone: Zone): string {
  return dateFormat(language, zone).format(ms) + (zone === "utc" ? " UTC" : "");
}

/** "13:05:22". `ms` since the epoch. */
export function clockTime(language: Language, ms: number, zone: Zone = "local"): string {
  return clockFormat(language, zone).format(ms);
}
