import type { Environment } from "./environment";

/** In the environment of worker processes: what the process that starts them has read from files, as JSON. */
const VARIABLE = "LATCHKEY_SECRETS";

/** What {@link keepSecrets} has kept of a setting; undefined where that is nothing. */
export function keptSecret(environment: Environment, name: string): string | undefined {
  const kept: Record<string, string> = JSON.parse(environment[VARIABLE] ?? "{}");
  return kept[name];
}

/** Keeps texts of files in an environment, by the names of their settings. */
export function keepSecrets(environment: NodeJS.ProcessEnv, secrets: ReadonlyMap<string, string>): void {
  if (secrets.size > 0) environment[VARIABLE] = JSON.stringify(Object.fromEntries(secrets));
}
