import { contrast, hexOf, inSrgb, type Oklch } from "@/lib/contract/oklch";

/** A little above WCAG's 4.5 for text: browsers round what they show to 256 steps. */
const ENOUGH = 4.55;
const STEP = 0.005;
/** How much further from the ground the colour is under a pointer. */
const DEEPER = 0.07;

interface Theme {
  /** What the accent stands on as text and lines: those of lib/ui/tokens.css that are nearest to it. */
  readonly grounds: readonly Oklch[];
  /** Where it becomes easier to read: towards black or towards white. */
  readonly away: -1 | 1;
  /** What is written on it, in its hue. */
  readonly on: (h: number) => Oklch;
}

export const THEMES: Readonly<Record<"light" | "dark", Theme>> = {
  light: {
    grounds: [
      { l: 0.985, c: 0.006, h: 85 },
      { l: 1, c: 0, h: 0 },
      { l: 0.958, c: 0.01, h: 190 },
      { l: 0.958, c: 0.011, h: 310 },
    ],
    away: -1,
    on: () => ({ l: 1, c: 0, h: 0 }),
  },
  dark: {
    grounds: [
      { l: 0.19, c: 0.008, h: 75 },
      { l: 0.23, c: 0.009, h: 75 },
      { l: 0.24, c: 0.018, h: 205 },
      { l: 0.24, c: 0.024, h: 300 },
    ],
    away: 1,
    on: (h) => ({ l: 0.2, c: 0.02, h }),
  },
};

/** The accent in one theme: as it is, under a pointer, and what is written on both. */
interface Shades {
  readonly accent: Oklch;
  readonly deep: Oklch;
  readonly on: Oklch;
}

/**
 * A colour as the pages' accent in a theme: its lightness is moved as little as it takes for every pair of text and ground to have
 * WCAG's contrast, and its chroma kept as far as screens can show it. Its hue stays.
 */
function shadesIn(name: keyof typeof THEMES, given: Oklch): Shades {
  const theme = THEMES[name];
  const on = theme.on(given.h);
  const accent = moved(given, theme, on);
  const deeper = accent.l + theme.away * DEEPER;
  // Black and white have no way left to go: they come back a little.
  const l = deeper < 0 || deeper > 1 ? accent.l - theme.away * DEEPER : deeper;
  return { accent, deep: moved({ ...given, l }, theme, on), on };
}

function moved(given: Oklch, { grounds, away }: Theme, on: Oklch): Oklch {
  let colour = inSrgb(given);
  const isReadable = () => [...grounds, on].every((other) => contrast(colour, other) >= ENOUGH);
  for (let l = given.l; !isReadable() && l >= 0 && l <= 1; l += away * STEP) colour = inSrgb({ ...given, l });
  return rounded(colour);
}

function rounded({ l, c, h }: Oklch): Oklch {
  const to = (places: number, value: number) => Number(value.toFixed(places));
  return { l: to(4, l), c: to(4, c), h: to(2, h) };
}

/** How the accent is used. */
export interface Accent {
  /** The style sheet that gives the pages' variables their values (lib/ui/tokens.css has those without it). */
  readonly css: string;
  /** Of buttons in mails, on which white is written. */
  readonly mailButton: string;
}

export function accentOf(given: Oklch): Accent {
  const [light, dark] = [shadesIn("light", given), shadesIn("dark", given)];
  const line = (name: string, shade: keyof Shades) =>
    `--${name}:light-dark(${cssOf(light[shade])},${cssOf(dark[shade])})`;
  const lines = [line("brass", "accent"), line("brass-deep", "deep"), line("on-brass", "on")];
  // Twice the selector wins over tokens.css, whichever of the two comes first.
  return { css: `:root:root{${lines.join(";")}}\n`, mailButton: hexOf(light.accent) };
}

function cssOf({ l, c, h }: Oklch): string {
  return `oklch(${l} ${c} ${h})`;
}
