import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Oklch, contrast as ratio } from "@/lib/contract/oklch";
import { accentOf, THEMES } from "@/lib/settings/accent";

type Theme = "light" | "dark";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const colour = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
const tokens = readTokens(css);

function readTokens(text: string): Map<string, Record<Theme, Oklch>> {
  const found = new Map<string, Record<Theme, Oklch>>();
  const lines = new RegExp(String.raw`--([\w-]+): ?light-dark\(${colour}, ?${colour}\)`, "g");
  for (const line of text.matchAll(lines)) {
    const [name, ...numbers] = line.slice(1);
    const [l1, c1, h1, l2, c2, h2] = numbers.map(Number);
    if (name === undefined || l1 === undefined || c1 === undefined || h1 === undefined) continue;
    if (l2 === undefined || c2 === undefined || h2 === undefined) continue;
    found.set(name, { light: { l: l1, c: c1, h: h1 }, dark: { l: l2, c: c2, h: h2 } });
  }
  return found;
}

function colourOf(name: string, theme: Theme): Oklch {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`no colour --${name} in tokens.css`);
  return token[theme];
}

/** WCAG 2.2's contrast ratio. */
function contrast(one: string, other: string, theme: Theme): number {
  return ratio(colourOf(one, theme), colourOf(other, theme));
}

const grounds = ["paper", "card", "session-wash", "token-wash"];
const texts = ["ink", "muted", "brass", "brass-deep", "session", "token", "wrong", "alarm", "right"];
const textPairs: [string, string][] = texts.flatMap((text) =>
  grounds.map((ground): [string, string] => [text, ground]),
);
textPairs.push(["on-brass", "brass"], ["on-brass", "brass-deep"]);

// An input's edge tells where it is; a focus ring tells where you are; a drawn ring tells how long is left.
const linePairs: [string, string][] = ["field-line", "brass", "session", "token", "wrong"].flatMap((line) =>
  grounds.map((ground): [string, string] => [line, ground]),
);

describe.each(["light", "dark"] as const)("%s theme", (theme) => {
  test("the file holds the colours this test expects", () => {
    expect([...tokens.keys()]).toEqual(
      expect.arrayContaining([...grounds, ...texts, "on-brass", "field-line", "line"]),
    );
  });

  test.each(textPairs)("text %s on %s is at least 4.5 to 1", (text, ground) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(linePairs)("line %s on %s is at least 3 to 1", (line, ground) => {
    expect(contrast(line, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});

test("the measure itself: white on black is 21, and a colour on itself is 1", () => {
  const [white, black] = [
    { l: 1, c: 0, h: 0 },
    { l: 0, c: 0, h: 0 },
  ];
  expect(ratio(white, black)).toBeCloseTo(21, 3);
  expect(ratio(white, white)).toBe(1);
});

describe("ACCENT_COLOR", () => {
  test.each(["light", "dark"] as const)("is compared with the grounds that pages have, %s", (theme) => {
    expect(THEMES[theme].grounds).toEqual(grounds.map((ground) => colourOf(ground, theme)));
    expect(THEMES[theme].on(75)).toEqual(colourOf("on-brass", theme));
  });

  test("whatever it is, every pair of text, line and ground keeps its contrast, and the hue stays", () => {
    const accents = [0, 30, 75, 100, 145, 195, 260, 300, 330].flatMap((h) =>
      [0, 0.15, 0.3, 0.5, 0.65, 0.8, 0.95, 1].flatMap((l) =>
        [0, 0.02, 0.12, 0.25, 0.4].map((c) => ({ l, c, h })),
      ),
    );
    for (const given of accents) {
      const read = readTokens(accentOf(given).css);
      for (const theme of ["light", "dark"] as const) {
        const of = (name: string) => read.get(name)?.[theme] ?? colourOf(name, theme);
        const what = `${JSON.stringify(given)} ${theme}`;
        for (const text of ["brass", "brass-deep"])
          for (const ground of [...grounds, "on-brass"])
            expect(ratio(of(text), of(ground)), `${what}: ${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        expect(of("brass").h, what).toBe(given.h);
        expect(of("brass-deep"), what).not.toEqual(of("brass"));
      }
    }
  });

  test("that can be read stays as it is", () => {
    expect(accentOf({ l: 0.45, c: 0.1, h: 260 }).css).toContain("--brass:light-dark(oklch(0.45 0.1 260),");
    expect(accentOf({ l: 0.8, c: 0.1, h: 260 }).css).toContain(",oklch(0.8 0.1 260));--brass-deep");
  });
});
