import { readFileSync } from "node:fs";
import { rows } from "@/lib/http/endpoints/table";
import { codesMarkdown, endpointsMarkdown } from "@/lib/http/endpoints_markdown";
import { envExample, settingsMarkdown } from "@/lib/settings/table";
import { postgresqlPrismaSchema } from "@/lib/store/postgresql/prisma_schema";
import { roomsMarkdown } from "./rooms";

/** Files, or parts of files, that are written from the code: path and content as they should be. */
export function generatedDocs(): { path: string; content: string }[] {
  const sections = {
    endpoints: endpointsMarkdown(rows),
    codes: codesMarkdown(rows),
    settings: settingsMarkdown(),
  };
  const readme = Object.entries(sections).reduce(
    (document, [name, content]) => replaceSection(document, name, content),
    readFileSync("README.md", "utf8"),
  );
  return [
    { path: "README.md", content: readme },
    {
      path: "CONTRIBUTING.md",
      content: replaceSection(readFileSync("CONTRIBUTING.md", "utf8"), "rooms", roomsMarkdown()),
    },
    { path: ".env.example", content: envExample() },
    {
      path: "prisma/postgresql.prisma",
      content: postgresqlPrismaSchema(readFileSync("prisma/schema.prisma", "utf8")),
    },
  ];
}

/** Puts new content between `<!-- name -->` and `<!-- /name -->`. @throws where the marks are missing */
function replaceSection(document: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [document.indexOf(open), document.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`A document lacks the marks ${open} and ${close}.`);
  return `${document.slice(0, start + open.length)}\n${content}\n${document.slice(end)}`;
}
