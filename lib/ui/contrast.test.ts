import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Oklch = { l: number; c: number; h: number };
type Theme = "light" | "dark";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const colour = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
const tokens = new Map<string, Record<Theme, Oklch>>();
for (const line of css.matchAll(
  new RegExp(String.raw`--([\w-]+): light-dark\(${colour}, ${colour}\);`, "g"),
)) {
  const [name, ...numbers] = line.slice(1);
  const [l1, c1, h1, l2, c2, h2] = numbers.map(Number);
  if (name === undefined || l1 === undefined || c1 === undefined || h1 === undefined) continue;
  if (l2 === undefined || c2 === undefined || h2 === undefined) continue;
  tokens.set(name, { light: { l: l1, c: c1, h: h1 }, dark: { l: l2, c: c2, h: h2 } });
}

/** Björn Ottosson's OKLab to linear sRGB, clipped to what an sRGB screen can show. */
function linearSrgb({ l, c, h }: Oklch): [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (x: number) => Math.min(1, Math.max(0, x));
  return [
    clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

function luminance(name: string, theme: Theme): number {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`no colour --${name} in tokens.css`);
  const [r, g, b] = linearSrgb(token[theme]);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2's contrast ratio. */
function contrast(one: string, other: string, theme: Theme): number {
  const [low, high] = [luminance(one, theme), luminance(other, theme)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const grounds = ["paper", "card", "session-wash", "token-wash"];
const texts = ["ink", "muted", "brass", "brass-deep", "session", "token", "wrong", "right"];
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
  tokens.set("white", { light: { l: 1, c: 0, h: 0 }, dark: { l: 1, c: 0, h: 0 } });
  tokens.set("black", { light: { l: 0, c: 0, h: 0 }, dark: { l: 0, c: 0, h: 0 } });
  expect(contrast("white", "black", "light")).toBeCloseTo(21, 3);
  expect(contrast("white", "white", "light")).toBe(1);
});
