import { definitions, groups, type SettingName } from "./definitions";

/** The settings as a Markdown table, a group after the other. */
export function settingsMarkdown(): string {
  return Object.entries(groups)
    .map(([title, group]) => {
      const rows = Object.keys(group).map(
        (name) =>
          `| \`${name}\` | ${shown(name as SettingName)} | ${definitions[name as SettingName].does} |`,
      );
      return [
        `**${title}**`,
        "",
        "| setting | default | what it does |",
        "| --- | --- | --- |",
        ...rows,
      ].join("\n");
    })
    .join("\n\n");
}

/** Every setting with its default, commented out, for copying. */
export function envExample(): string {
  const sections = Object.entries(groups).map(([title, group]) => {
    const entries = Object.keys(group).map((name) => {
      const { does, default: fallback } = definitions[name as SettingName];
      return `# ${does.replaceAll("\\*", "*").replaceAll("`", "")}\n#${name}=${fallback ?? ""}`;
    });
    return [`## ${title}`, ...entries].join("\n");
  });
  const head = [
    "# Latchkey's settings. Copy to .env and uncomment what should differ; the environment wins over the file.",
    "# Durations: 90 (seconds), 3m, 12h, 7d. Lists: comma-separated. The word none is Django's None or an empty list.",
  ];
  return `${[head.join("\n"), ...sections].join("\n\n")}\n`;
}

function shown(name: SettingName): string {
  const { default: fallback, shown: words } = definitions[name] as {
    default: string | undefined;
    shown?: string;
  };
  return words ?? `\`${fallback}\``;
}
