// @ts-check

/** Names of the settings that came from `.env`: a server process gets them by the environment, like all others. */
const VARIABLE = "LATCHKEY_ENV_FILE";

/**
 * Notes in an environment which of its variables came from `.env`.
 * @param {Record<string, string | undefined>} environment
 * @param {string[]} names
 * @returns {void}
 */
export function noteEnvFileNames(environment, names) {
  environment[VARIABLE] = names.join(",");
}

/**
 * Where a variable of an environment came from; null where no `.env` was read, and there is one source only.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} name
 * @returns {"env file" | "environment" | null}
 */
export function sourceOf(environment, name) {
  const names = environment[VARIABLE];
  if (names === undefined) return null;
  return names.split(",").includes(name) ? "env file" : "environment";
}
