import { readSettings } from "@/lib/settings/read";
import type { Settings } from "@/lib/settings/settings";
import { openStore, type Store } from "@/lib/store/open";

export interface Runtime {
  readonly settings: Settings;
  readonly store: Store;
  /** milliseconds since the epoch */
  now(): number;
}

const KEY = Symbol.for("latchkey.runtime");

/**
 * The settings and the open database of this process: made at first use, or set by our own server before. They hang on
 * the global object because a bundler loads this module once for every bundle, and one process wants one database.
 * @throws SettingsError
 */
export function runtime(): Runtime {
  const shared = globalThis as { [KEY]?: Runtime };
  if (!shared[KEY]) {
    const settings = readSettings(process.env);
    shared[KEY] = { settings, store: openStore(settings.databaseUrl), now: Date.now };
  }
  return shared[KEY];
}
