import { type Definition, definitions, type RawSettings, type SettingName } from "./definitions";
import { resolve } from "./resolve";
import { type Settings, SettingsError } from "./settings";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads every setting from environment variables; an empty one counts as unset.
 * @throws SettingsError naming every variable that is wrong, not the first only
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const given: Partial<Record<SettingName, unknown>> = {};
  for (const [name, definition] of Object.entries(definitions) as [SettingName, Definition<unknown>][]) {
    const value = environment[name]?.trim() || definition.default;
    if (value === undefined) continue;
    try {
      given[name] = definition.read(value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      problems.push(`${name} ${error.message}.`);
      // What else is wrong is found with the default in its place.
      if (definition.default !== undefined) given[name] = definition.read(definition.default);
    }
  }
  return decideAfter(problems, given as RawSettings);
}

function decideAfter(problems: readonly string[], given: RawSettings): Settings {
  try {
    const settings = resolve(given);
    if (problems.length === 0) return settings;
  } catch (error) {
    if (error instanceof SettingsError) throw new SettingsError([...problems, ...error.problems]);
    throw error;
  }
  throw new SettingsError(problems);
}
