import { isDeepStrictEqual } from "node:util";
import type { Definition } from "@/lib/settings/definition";

/** Whether a value is what a setting is without it. False where the setting does not take the value, or others decide its default. */
export function isDefault({ parse, default: own }: Definition<unknown>, text: string): boolean {
  try {
    return own !== undefined && isDeepStrictEqual(parse(text), parse(undefined));
  } catch {
    return false;
  }
}

/** `7d`, `3m` or `90s`. */
export function durationText(seconds: number): string {
  const [unit, length] = (
    [
      ["d", 86_400],
      ["h", 3600],
      ["m", 60],
    ] as const
  ).find(([, length]) => seconds > 0 && seconds % length === 0) ?? ["s", 1];
  return `${seconds / length}${unit}`;
}
