import { writeFileSync } from "node:fs";
import { runCommand } from "../run_command.js";
import { KOREAN_FONT, makeKoreanFont } from "./korean_font";

/** Writes the font of Korean pages again, after their texts have changed. */
runCommand("npm run font", {}, async () => {
  const font = await makeKoreanFont();
  writeFileSync(KOREAN_FONT, font);
  console.log(`${KOREAN_FONT}: ${font.length} bytes`);
  return 0;
});
