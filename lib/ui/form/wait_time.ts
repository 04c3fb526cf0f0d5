import type { Language } from "@/lib/contract/language";
import { quantity } from "../intl";

const UNITS = [
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** How long to wait, rounded up to the unit of which there are two at least: "90 seconds" is "2 minutes". */
export function waitTime(language: Language, seconds: number): string {
  const { unit, seconds: size } = UNITS.find((each) => seconds > each.seconds) ?? UNITS[2];
  return quantity(language, Math.ceil(seconds / size), unit);
}
