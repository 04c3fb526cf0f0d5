import { lineOf } from "@/lib/settings/checks/finding";
import { unknownAddressWarning } from "@/lib/settings/limit_warnings";
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
export async function runtime(): Promise<Runtime> {
  const shared = globalThis as { [KEY]?: Runtime | Promise<Runtime> };
  shared[KEY] ??= open().catch((error: unknown) => {
    // The next request tries again: the database may be there by then.
    delete shared[KEY];
    throw error;
  });
  return shared[KEY];
}

async function open(): Promise<Runtime> {
  const settings = readSettings(process.env);
  const warning = unknownAddressWarning(settings);
  if (warning !== null) console.warn(`warning: ${lineOf(warning)}`);
  return { settings, store: await openStore(settings.databaseUrl, settings.userTable), now: Date.now };
}
