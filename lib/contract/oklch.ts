/** A colour in OKLCH: lightness from 0 to 1, chroma, hue in degrees (CSS Color 4, 9.4). */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

type Rgb = readonly [number, number, number];

/** As linear sRGB, of which a part outside of 0 to 1 cannot be shown. @see https://bottosson.github.io/posts/oklab/ */
function linearSrgb({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/** Whether an sRGB screen can show it. */
function isInSrgb(colour: Oklch): boolean {
  return linearSrgb(colour).every((part) => part >= -0.0005 && part <= 1.0005);
}

/** The same lightness and hue with as much of the chroma as an sRGB screen can show. */
export function inSrgb(colour: Oklch): Oklch {
  let { c } = colour;
  while (c > 0 && !isInSrgb({ ...colour, c })) c = Math.max(0, c - 0.002);
  return { ...colour, c };
}

/** From linear sRGB. */
export function oklchOf([red, green, blue]: Rgb): Oklch {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  const c = Math.hypot(a, b);
  return {
    l: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    // What is left of a grey by rounding has no hue.
    c: c < 0.0005 ? 0 : c,
    h: c < 0.0005 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  };
}

/** WCAG 2.2's contrast ratio, from 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Oklch): number {
  const [red, green, blue] = linearSrgb(colour).map((part) => Math.min(1, Math.max(0, part)));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** `#845f1c`, for where CSS is not as new. */
export function hexOf(colour: Oklch): string {
  const parts = linearSrgb(colour).map((part) => {
    const linear = Math.min(1, Math.max(0, part));
    const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`;
}
