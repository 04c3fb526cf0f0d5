import { readFileSync } from "node:fs";
import { ERROR_CODES } from "@/lib/contract/codes";
import { envExample, settingsMarkdown } from "@/lib/settings/table";
import { postgresqlSchema } from "@/lib/store/postgresql/schema";
import { roomsMarkdown } from "./rooms";

/** Files, or parts of files, that are written from the code: path and content as they should be. */
export function generatedDocs(): { path: string; content: string }[] {
  const readme = replaceSection(readFileSync("README.md", "utf8"), "settings", settingsMarkdown());
  return [
    { path: "README.md", content: replaceSection(readme, "codes", codesMarkdown()) },
    {
      path: "CONTRIBUTING.md",
      content: replaceSection(readFileSync("CONTRIBUTING.md", "utf8"), "rooms", roomsMarkdown()),
    },
    { path: ".env.example", content: envExample() },
    {
      path: "prisma/postgresql.prisma",
      content: postgresqlSchema(readFileSync("prisma/schema.prisma", "utf8")),
    },
  ];
}

function codesMarkdown(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return ["| code | meaning |", "| --- | --- |", ...rows].join("\n");
}

/** Puts new content between `<!-- name -->` and `<!-- /name -->`. @throws where the marks are missing */
function replaceSection(document: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [document.indexOf(open), document.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`A document lacks the marks ${open} and ${close}.`);
  return `${document.slice(0, start + open.length)}\n${content}\n${document.slice(end)}`;
}
