import type { Language } from "../contract/language";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const words = {
  // No line may break between a number and its unit.
  en: { day: "\u00a0d", hour: "\u00a0h", minute: "\u00a0min", second: "\u00a0s" },
  ko: { day: "일", hour: "시간", minute: "분", second: "초" },
} satisfies Record<Language, unknown>;

/**
 * A duration in at most two units, rounded down: "13 d 22 h", "2분 11초". Not Intl.DurationFormat: server and browser
 * may have different ICU data, and the two renderings would not match.
 * @param ms milliseconds; below zero counts as zero
 */
export function duration(language: Language, ms: number): string {
  const word = words[language];
  const units: [number, string][] = [
    [DAY, word.day],
    [HOUR, word.hour],
    [MINUTE, word.minute],
    [SECOND, word.second],
  ];
  const rest = Math.max(0, ms);
  const first = units.findIndex(([size]) => rest >= size);
  if (first === -1) return `0${word.second}`;
  return units
    .slice(first, first + 2)
    .map(([size, name], index) => {
      const count = Math.floor((index === 0 ? rest : rest % (units[first]?.[0] ?? 1)) / size);
      return index > 0 && count === 0 ? "" : `${count}${name}`;
    })
    .filter((part) => part !== "")
    .join(" ");
}

/** A remaining time in milliseconds, rounded up to the second: "1 s" is shown until nothing is left. */
export function remaining(language: Language, ms: number): string {
  return duration(language, Math.ceil(ms / SECOND) * SECOND);
}

/** A remaining time in milliseconds: "2:11" below an hour, two units above it. */
export function countdown(language: Language, ms: number): string {
  const rest = Math.max(0, ms);
  if (rest >= HOUR) return duration(language, rest);
  const seconds = Math.ceil(rest / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

type Zone = "utc" | "local";

/** "24 Nov 2026, 13:05:22" or "2026년 11월 24일 13:05:22"; in UTC it says so. `ms` since the epoch. */
export function dateTime(language: Language, ms: number, zone: Zone): string {
  const at = calendar(ms, zone);
  const date =
    language === "ko"
      ? `${at.year}년 ${at.month}월 ${at.day}일`
      : `${at.day} ${months[at.month - 1]} ${at.year}`;
  return `${date}${language === "ko" ? "" : ","} ${at.clock}${zone === "utc" ? " UTC" : ""}`;
}

/** "13:05:22" in the reader's time zone. `ms` since the epoch. */
export function clockTime(ms: number): string {
  return calendar(ms, "local").clock;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function calendar(ms: number, zone: Zone): { year: number; month: number; day: number; clock: string } {
  // Shifting by the offset lets one set of UTC getters serve both zones.
  const offset = zone === "utc" ? 0 : new Date(ms).getTimezoneOffset() * MINUTE;
  const date = new Date(ms - offset);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    clock: date.toISOString().slice(11, 19),
  };
}
