import { readFileSync } from "node:fs";
import subsetFont from "subset-font";
import { expect, test } from "vitest";
import { KOREAN_FONT, koreanCharacters, LANGUAGE_NAME, LANGUAGE_NAME_FONT } from "./korean_font";

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

test.each([
  ["of Korean pages", KOREAN_FONT, koreanCharacters(), 64],
  ["of the language's name", LANGUAGE_NAME_FONT, LANGUAGE_NAME, 3],
])("the font %s has every character that it is for, and is small", async (_, file, wanted, kilobytes) => {
  const font = readFileSync(file);
  const characters = charactersOf(await subsetFont(font, wanted, { targetFormat: "sfnt" }));
  const missing = [...wanted].filter((character) => !characters.has(character));
  expect(missing.join(""), "run `npm run font` and commit the result").toBe("");
  expect(font.length).toBeLessThan(kilobytes * 1024);
});
