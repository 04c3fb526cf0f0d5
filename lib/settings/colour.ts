import { type Oklch, oklchOf } from "@/lib/contract/oklch";
import type { Reader } from "./readers";

const NUMBER = String.raw`(\d*\.?\d+)`;
const OKLCH = new RegExp(String.raw`^oklch\(\s*${NUMBER}(%?)\s+${NUMBER}(%?)\s+${NUMBER}(?:deg)?\s*\)$`, "i");

/** A colour as CSS writes it, opaque: `#1d4ed8`, `#06c`, `oklch(0.55 0.2 260)` with percentages or without (CSS Color 4). */
export const colour: Reader<Oklch> = (text) => {
  const read = hexColour(text) ?? oklchColour(text);
  if (read === null) throw new TypeError("must be a colour such as #1d4ed8 or oklch(0.55 0.2 260)");
  return read;
};

function hexColour(text: string): Oklch | null {
  const [, digits] = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const six = digits.length === 6 ? digits : digits.replace(/./g, "$&$&");
  const part = (at: number) => {
    const encoded = Number.parseInt(six.slice(at, at + 2), 16) / 255;
    return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
  };
  return oklchOf([part(0), part(2), part(4)]);
}

function oklchColour(text: string): Oklch | null {
  const [, lightness, lightnessUnit, chroma, chromaUnit, hue] = OKLCH.exec(text) ?? [];
  if (hue === undefined) return null;
  // 100% of chroma is 0.4.
  const l = Number(lightness) / (lightnessUnit === "%" ? 100 : 1);
  const c = Number(chroma) * (chromaUnit === "%" ? 0.004 : 1);
  return l <= 1 && c <= 1 ? { l, c, h: Number(hue) % 360 } : null;
}
