import { writeFileSync } from "node:fs";
import { generatedDocs } from "./generated_docs";
import { runCommand } from "./run_command.js";

runCommand("npm run docs", {}, () => {
  for (const { path, content } of generatedDocs()) writeFileSync(path, content);
  return 0;
});
