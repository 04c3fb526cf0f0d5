import type { EnvLines } from "./env_lines";

/**
 * Lines of a `.env`, each below its reason; secrets as comments to fill in. parseEnv() (lib/commands/parse_env.js) reads the
 * same values back.
 */
export function envText({ lines, asked }: Pick<EnvLines, "lines" | "asked">): string {
  const text = [
    ...asked.flatMap(({ name, reason }) => [comment(reason), `# ${name}=`]),
    ...lines.flatMap(({ name, value, reason }, index) => [
      ...(lines[index - 1]?.reason === reason ? [] : [comment(reason)]),
      `${name}=${quoteEnv(value)}`,
    ]),
  ];
  return text.map((line) => `${line}\n`).join("");
}

function comment(reason: string): string {
  return `# ${reason.replace(/[\r\n]+/g, " ")}`;
}

/**
 * A value as it is written in a `.env`: bare where that is safe, else in quotes of one kind. Shells and other readers of such
 * files take bare and single-quoted values in the same way.
 */
export function quoteEnv(value: string): string {
  if (/^[\w.,:/@+-]+$/.test(value)) return value;
  if (!/['\r\n]/.test(value)) return `'${value}'`;
  const escaped = value
    .replace(/["\\$]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
  return `"${escaped}"`;
}
