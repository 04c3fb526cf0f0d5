import type { Definition } from "./definition";
import type { Environment } from "./environment";
import { keptSecret } from "./kept_secrets";
import { hasKeySuffix, isPath, readSecretFile } from "./secret_file";

/** What is wrong with a setting, as a whole sentence. */
export class SettingProblem extends Error {}

/**
 * The text of a setting; of a secret, where NAME_FILE names a file, or NAME does, what stands in that file.
 * @returns undefined where it is unset; an empty one counts as unset
 * @throws SettingProblem
 */
export function givenText(
  { name, secret }: Definition<unknown>,
  environment: Environment,
): string | undefined {
  const text = environment[name]?.trim() || undefined;
  if (secret === undefined) return text;
  const kept = keptSecret(environment, name);
  if (kept !== undefined) return kept;
  const file = environment[`${name}_FILE`]?.trim() || undefined;
  if (file !== undefined && text !== undefined)
    throw new SettingProblem(`${name} and ${name}_FILE are both set: unset one of them.`);
  if (file !== undefined) return contentOf(`${name}_FILE`, file);
  if (text === undefined || secret === "never a path itself") return text;
  return secret === "several" ? listTexts(name, text) : textOrContent(name, text);
}

/** Each item may be a path. */
function listTexts(name: string, text: string): string {
  return text
    .split(",")
    .map((item) => textOrContent(name, item.trim()))
    .join(",");
}

function textOrContent(name: string, text: string): string {
  if (!isPath(text)) return text;
  return contentOf(
    name,
    text,
    `Where it is a secret and no path, put it into a file that ${name}_FILE names`,
  );
}

/** @param hint is said where the file cannot be read, unless its name has the suffix of a key */
function contentOf(name: string, file: string, hint?: string): string {
  try {
    return readSecretFile(file);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // What is no path may be a secret: it is not printed.
    throw new SettingProblem(
      hint === undefined || hasKeySuffix(file)
        ? `${name} names the file ${file}, ${error.message}.`
        : `${name} names a file, ${error.message}. ${hint}.`,
    );
  }
}
