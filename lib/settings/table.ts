import type { Definition } from "./definition";
import { groups } from "./definitions";

type Group = Readonly<Record<string, Definition<unknown>>>;

/**
 * The settings as a Markdown table for each group, below a list of them.
 * @param anchor the address of a heading within its document
 */
export function settingsMarkdown(anchor: (heading: string) => string): string {
  const contents = Object.keys(groups).map((heading) => `- [${heading}](${anchor(heading)})`);
  return [contents.join("\n"), ...Object.entries(groups).map(groupTable)].join("\n\n");
}

function groupTable([heading, group]: [string, Group]): string {
  const rows = Object.values(group).map(
    ({ name, defaultLabel, description }) => `| \`${name}\` | ${defaultLabel} | ${description} |`,
  );
  return [`## ${heading}`, "", "| setting | default | what it does |", "| --- | --- | --- |", ...rows].join(
    "\n",
  );
}

/** Every setting with its default, commented out, for copying. */
export function envExample(): string {
  const sections = Object.entries(groups).map(([heading, group]) =>
    [`## ${heading}`, ...Object.values(group).map(envEntry)].join("\n"),
  );
  const head = [
    "# Latchkey's settings. Copy to .env and uncomment what should differ; the environment wins over the file.",
    "# Durations: 90 (seconds), 3m, 12h, 7d. Lists: comma-separated. The word none is Django's None or an empty list.",
  ];
  return `${[head.join("\n"), ...sections].join("\n\n")}\n`;
}

function envEntry({ name, description, default: defaultText }: Definition<unknown>): string {
  return `# ${description.replaceAll("\\*", "*").replaceAll("`", "")}\n#${name}=${defaultText ?? ""}`;
}
