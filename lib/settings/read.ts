import type { Definition, Definitions } from "./definition";
import { allDefinitions, groups, type RawSettings } from "./definitions";
import { sourceOf } from "./env_file_names";
import type { Environment } from "./environment";
import { deepFreeze } from "./freeze";
import { givenText, SettingProblem } from "./given_text";
import { keepSecrets } from "./kept_secrets";
import { resolve } from "./resolve";
import { type Settings, SettingsError } from "./settings";

export type { Environment } from "./environment";

type Read = <T>(definition: Definition<T>) => T;

/**
 * Reads every setting from environment variables; an empty one counts as unset.
 * @throws SettingsError naming every variable that is wrong, not the first only
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const read: Read = (definition) => {
    try {
      return definition.parse(givenText(definition, environment));
    } catch (error) {
      problems.push(problemOf(error, definition, environment));
      // With the default in its place the other settings can be checked, too.
      return definition.parse(undefined);
    }
  };
  const raw: RawSettings = {
    general: readGroup(groups.General, read),
    redirects: readGroup(groups.Redirects, read),
    users: readGroup(groups.Users, read),
    app: readGroup(groups["Name and look"], read),
    userTable: readGroup(groups["User table"], read),
    jwt: readGroup(groups["Tokens (SIMPLE_JWT)"], read),
    tokenCookies: readGroup(groups["Token cookies"], read),
    session: readGroup(groups.Sessions, read),
    passwords: readGroup(groups.Passwords, read),
    limits: readGroup(groups.Limits, read),
    mail: readGroup(groups.Mail, read),
    events: readGroup(groups.Events, read),
  };
  const settings = resolve(raw, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  deepFreeze(settings);
  return settings;
}

/**
 * Keeps in an environment what files hold now: processes that are started with it later have the same secrets, even if a file
 * has been replaced or taken away by then.
 * @param environment one that {@link readSettings} takes
 */
export function keepFileSecrets(environment: NodeJS.ProcessEnv): void {
  const secrets = new Map<string, string>();
  for (const definition of allDefinitions()) {
    const text = givenText(definition, environment);
    if (text !== undefined && text !== environment[definition.name]?.trim())
      secrets.set(definition.name, text);
  }
  keepSecrets(environment, secrets);
}

/** @throws errors that are no reader's */
function problemOf(error: unknown, { name }: Definition<unknown>, environment: Environment): string {
  if (error instanceof SettingProblem) return error.message;
  if (!(error instanceof TypeError)) throw error;
  const problem = `${name} ${error.message}.`;
  const source = sourceOf(environment, name);
  if (name === "DEBUG" && source !== "env file")
    return `${problem} The environment has ${JSON.stringify(environment[name])}, perhaps for another program: start with \`env -u DEBUG npm start\`, or set it to true or false.`;
  return source === "environment"
    ? `${problem} It is set in the environment, which wins over .env.`
    : problem;
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
