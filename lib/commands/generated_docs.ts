import { readFileSync } from "node:fs";
import { endpointGroups, rows } from "@/lib/http/endpoints/table";
import { anchor } from "@/lib/http/reference/markdown";
import { commonRefusalsMarkdown, contentsMarkdown, referenceMarkdown } from "@/lib/http/reference/reference";
import { codesMarkdown, mainEndpointsMarkdown } from "@/lib/http/reference/tables";
import { envExample, settingsMarkdown } from "@/lib/settings/table";
import { postgresqlPrismaSchema } from "@/lib/store/postgresql/prisma_schema";
import { checksMarkdown } from "./deploy/checks_markdown";
import { roomsMarkdown } from "./rooms";

/** Files, or parts of files, that are written from the code: path and content as they should be. */
export function generatedDocs(): { path: string; content: string }[] {
  return [
    withSections("README.md", { endpoints: mainEndpointsMarkdown(rows, "docs/api.md") }),
    withSections("docs/api.md", {
      contents: contentsMarkdown(endpointGroups),
      common: commonRefusalsMarkdown(),
      codes: codesMarkdown(rows),
      endpoints: referenceMarkdown(endpointGroups),
    }),
    withSections("docs/settings.md", { settings: settingsMarkdown(anchor) }),
    withSections("docs/deploy-checks.md", { checks: checksMarkdown() }),
    withSections("CONTRIBUTING.md", { rooms: roomsMarkdown() }),
    { path: ".env.example", content: envExample() },
    {
      path: "prisma/postgresql.prisma",
      content: postgresqlPrismaSchema(readFileSync("prisma/schema.prisma", "utf8")),
    },
  ];
}

/** A document with what is generated of it, by the names of its marks. */
function withSections(path: string, sections: Readonly<Record<string, string>>) {
  const content = Object.entries(sections).reduce(
    (document, [name, section]) => replaceSection(document, name, section),
    readFileSync(path, "utf8"),
  );
  return { path, content };
}

/** Puts new content between `<!-- name -->` and `<!-- /name -->`. @throws where the marks are missing */
function replaceSection(document: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [document.indexOf(open), document.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`A document lacks the marks ${open} and ${close}.`);
  return `${document.slice(0, start + open.length)}\n${content}\n${document.slice(end)}`;
}
