import { CHECKS, LEVELS, type Level, levelOf } from "@/lib/settings/checks/finding";

const TITLES = { error: "Errors", warning: "Warnings", info: "Good to know" } as const satisfies Record<
  Level,
  string
>;

/** All checks as a Markdown table for each level. */
export function checksMarkdown(): string {
  return LEVELS.map((level) => {
    const rows = Object.entries(CHECKS)
      .filter(([id]) => levelOf(id) === level)
      .map(([id, { about, remedy }]) => `| \`latchkey.${id}\` | ${about} | ${remedy} |`);
    return [
      `## ${TITLES[level]}`,
      "",
      "| id | what is found | remedy |",
      "| --- | --- | --- |",
      ...rows,
    ].join("\n");
  }).join("\n\n");
}
