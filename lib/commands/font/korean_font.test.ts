import { readFileSync } from "node:fs";
import subsetFont from "subset-font";
import { expect, test } from "vitest";
import { KOREAN_FONT, koreanCharacters } from "./korean_font";

/** The characters that a font has glyphs for, by the format 4 subtable of its cmap (OpenType 1.9, "cmap"). */
function charactersOf(sfnt: Buffer): Set<string> {
  const tables = Array.from({ length: sfnt.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const cmap = sfnt.readUInt32BE(
    (tables.find((at) => sfnt.toString("latin1", at, at + 4) === "cmap") ?? 0) + 8,
  );
  const subtables = Array.from(
    { length: sfnt.readUInt16BE(cmap + 2) },
    (_, index) => cmap + sfnt.readUInt32BE(cmap + 4 + 8 * index + 4),
  );
  const table = subtables.find((at) => sfnt.readUInt16BE(at) === 4) ?? Number.NaN;
  const bytes = sfnt.readUInt16BE(table + 6);
  const found = new Set<string>();
  for (let segment = 0; segment < bytes; segment += 2) {
    const [end, start] = [table + 14 + segment, table + 16 + bytes + segment].map((at) =>
      sfnt.readUInt16BE(at),
    );
    for (let code = start ?? 0; code <= (end ?? -1) && code < 0xffff; code += 1)
      found.add(String.fromCodePoint(code));
  }
  return found;
}

test("the font of Korean pages has every character of their texts; `npm run font` writes it again", async () => {
  const font = readFileSync(KOREAN_FONT);
  const characters = charactersOf(await subsetFont(font, koreanCharacters(), { targetFormat: "sfnt" }));
  const missing = [...koreanCharacters()].filter((character) => !characters.has(character));
  expect(missing.join(""), "run `npm run font` and commit the result").toBe("");
});

test("the font of Korean pages is small", () => {
  expect(readFileSync(KOREAN_FONT).length).toBeLessThan(64 * 1024);
});
