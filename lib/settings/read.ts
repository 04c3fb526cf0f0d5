import type { Definition, Definitions } from "./definition";
import { groups, type RawSettings } from "./definitions";
import { deepFreeze } from "./freeze";
import { resolve } from "./resolve";
import { type Settings, SettingsError } from "./settings";

export type Environment = Readonly<Record<string, string | undefined>>;
type Read = <T>(definition: Definition<T>) => T;

/**
 * Reads every setting from environment variables; an empty one counts as unset.
 * @throws SettingsError naming every variable that is wrong, not the first only
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const read: Read = ({ name, parse }) => {
    try {
      return parse(environment[name]?.trim() || undefined);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      problems.push(`${name} ${error.message}.`);
      // With the default in its place the other settings can be checked, too.
      return parse(undefined);
    }
  };
  const raw: RawSettings = {
    general: readGroup(groups.General, read),
    jwt: readGroup(groups["Tokens (SIMPLE_JWT)"], read),
    tokenCookies: readGroup(groups["Token cookies"], read),
    session: readGroup(groups.Sessions, read),
    passwords: readGroup(groups.Passwords, read),
  };
  const settings = resolve(raw, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  deepFreeze(settings);
  return settings;
}

function readGroup<Values extends object>(definitions: Definitions<Values>, read: Read): Values {
  const values: Partial<Values> = {};
  assignAll(values, definitions, read);
  return values;
}

/** Gives every property its value, which makes the partial object a whole one. */
function assignAll<Values extends object>(
  values: Partial<Values>,
  definitions: Definitions<Values>,
  read: Read,
): asserts values is Values {
  for (const property in definitions) values[property] = read(definitions[property]);
}
