import { readSettings } from "@/lib/settings/read";
import { SettingsError } from "@/lib/settings/settings";
import { isUnavailable } from "@/lib/store/errors";
import { SourceError } from "@/lib/store/import/source";
import { ForeignDatabaseError } from "@/lib/store/migrations/foreign";
import { loadEnvFile } from "./env_file.js";
import { OPTIONS, readOptions, USAGE } from "./import/options";
import { runImport } from "./import/run_import";
import { summary } from "./import/summary";
import { runCommand } from "./run_command.js";
import { SetupError } from "./setup.js";

const COULD_NOT_RUN = 2;

/** Imports a Django project's users into a database of Latchkey's own. */
runCommand(
  USAGE,
  OPTIONS,
  async (values) => {
    const options = readOptions(values);
    try {
      loadEnvFile();
      const imported = await runImport(options, readSettings(process.env), new Date());
      console.log(summary(imported, options));
      return imported.notTaken > 0 ? 1 : 0;
    } catch (error) {
      console.error(messageOf(error));
      return COULD_NOT_RUN;
    }
  },
  COULD_NOT_RUN,
);

/** A sentence for what somebody can mend, the whole error for a bug. */
function messageOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const isKnown = [SourceError, SettingsError, SetupError, ForeignDatabaseError].some(
    (kind) => error instanceof kind,
  );
  if (isKnown) return error.message;
  return isUnavailable(error) ? `The database of DATABASE_URL cannot be used: ${error.message}` : error;
}
