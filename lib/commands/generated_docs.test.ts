import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generatedDocs } from "./generated_docs";

describe("what is generated has not drifted from the code (npm run docs writes it anew)", () => {
  it.each(generatedDocs())("$path", ({ path, content }) => {
    expect(readFileSync(path, "utf8")).toBe(content);
  });
});
