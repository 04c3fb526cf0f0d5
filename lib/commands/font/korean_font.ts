import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import subsetFont from "subset-font";

/** The font of Korean pages: of Pretendard, the glyphs of our own texts. */
export const KOREAN_FONT = "lib/ui/fonts/korean.woff2";

/** The font of the language's own name on other pages, for systems without any Korean font. */
export const LANGUAGE_NAME_FONT = "lib/ui/fonts/language_name.woff2";

const TEXTS = "lib/ui/messages/ko";

const WHOLE_FONT = createRequire(import.meta.url).resolve(
  "pretendard/dist/public/variable/PretendardVariable.ttf",
);

/** What Intl writes into Korean dates, times and durations. */
const WORDS_OF_INTL = ["day", "hour", "minute", "second", "byte"]
  .map((unit) => new Intl.NumberFormat("ko", { style: "unit", unit, unitDisplay: "long" }).format(1))
  .concat("년월일 오전 오후 1초 전 1초 후")
  .join("");

/** The language's own name, on every page. */
export const LANGUAGE_NAME = "한국어";

const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)).join("");

/** Every character of the Korean texts, each once and in order. A name that somebody typed may hold others. */
export function koreanCharacters(): string {
  const texts = readdirSync(TEXTS).map((name) => readFileSync(`${TEXTS}/${name}`, "utf8"));
  const all = new Set(ASCII + WORDS_OF_INTL + LANGUAGE_NAME + texts.join(""));
  return [...all]
    .filter((character) => character >= " ")
    .sort()
    .join("");
}

/** Pretendard with these characters, in WOFF2, in the weights of the pages. */
export function makeFont(characters: string): Promise<Buffer> {
  return subsetFont(readFileSync(WHOLE_FONT), characters, {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 650 } },
    keepFeatures: ["kern", "tnum"],
    noHinting: true,
  });
}
