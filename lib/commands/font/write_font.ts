import { writeFileSync } from "node:fs";
import { runCommand } from "../run_command.js";
import { KOREAN_FONT, koreanCharacters, LANGUAGE_NAME, LANGUAGE_NAME_FONT, makeFont } from "./korean_font";

/** Writes the fonts of Korean texts again, after these have changed. */
runCommand("npm run font", {}, async () => {
  await write(KOREAN_FONT, koreanCharacters());
  await write(LANGUAGE_NAME_FONT, LANGUAGE_NAME);
  return 0;
});

async function write(file: string, characters: string): Promise<void> {
  const font = await makeFont(characters);
  writeFileSync(file, font);
  console.log(`${file}: ${font.length} bytes`);
}
