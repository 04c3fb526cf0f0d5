import { writeFileSync } from "node:fs";
import { generatedDocs } from "./generated_docs";

for (const { path, content } of generatedDocs()) writeFileSync(path, content);
