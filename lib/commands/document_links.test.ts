import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { anchor } from "@/lib/http/reference/markdown";

const DOCUMENTS = [...readdirSync("."), ...readdirSync("docs").map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);

/** The anchors of a document's headings, outside of code. */
function anchorsOf(document: string): string[] {
  const text = readFileSync(document, "utf8").replace(/^```[\s\S]*?^```/gm, "");
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchor(heading));
}

test.each(DOCUMENTS)("%s links to files and headings that are there", (document) => {
  const links = [...readFileSync(document, "utf8").matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)];
  const dead = links.filter(([, link = ""]) => {
    const [file = "", heading] = link.split("#");
    const target = file === "" ? document : path.join(path.dirname(document), file);
    if (!existsSync(target)) return true;
    return heading !== undefined && !anchorsOf(target).includes(`#${heading}`);
  });
  expect(dead.map(([, link]) => link)).toEqual([]);
});

test("a heading's anchor is GitHub's", () => {
  expect(anchor("DELETE /user/sessions/{id}")).toBe("#delete-usersessionsid");
  expect(anchor("An account's life")).toBe("#an-accounts-life");
});
