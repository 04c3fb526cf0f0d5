import type { DeepReadonly } from "./freeze";
import type { resolve } from "./resolve";

/** What the app runs on: read once at start, frozen. Durations are in seconds. */
export type Settings = DeepReadonly<ReturnType<typeof resolve>>;
export type JwtSettings = Settings["jwt"];
export type SessionSettings = Settings["session"];

/** Settings that are not valid: one sentence each, saying what to change. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}
