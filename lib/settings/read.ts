import { decide } from "./decide";
import { definitions, type Given, type SettingName } from "./definitions";
import { type Settings, SettingsError } from "./settings";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads every setting from environment variables; an empty one counts as unset.
 * @throws SettingsError naming every variable that is wrong, not the first only
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const given: Partial<Record<SettingName, unknown>> = {};
  for (const [name, definition] of Object.entries(definitions) as [
    SettingName,
    (typeof definitions)[SettingName],
  ][]) {
    const value = environment[name]?.trim() || definition.default;
    if (value === undefined) continue;
    try {
      given[name] = definition.read(value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      problems.push(`${name} ${error.message}.`);
    }
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return decide(given as Given);
}
