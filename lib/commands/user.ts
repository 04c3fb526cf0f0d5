import { FieldErrors } from "@/lib/contract/errors";
import { readSettings } from "@/lib/settings/read";
import { SettingsError } from "@/lib/settings/settings";
import { isUnavailable } from "@/lib/store/errors";
import { closeStore, NotMigratedError, openStore } from "@/lib/store/open";
import { UnsuitableDatabaseError } from "@/lib/store/unsuitable";
import { enterBuiltFolder } from "./built_folder";
import { loadEnvFile } from "./env_file.js";
import { runCommand } from "./run_command.js";
import { SetupError } from "./setup.js";
import { OPTIONS, readOrder, USAGE } from "./user/options";
import { askForPassword, readPasswordFrom } from "./user/read_password";
import { linesOf, RefusedError } from "./user/refused";
import { runUser } from "./user/run_user";

const REFUSED = 1;
const COULD_NOT_RUN = 2;

/** Looks after accounts: makes, lists, shows and changes them. */
runCommand(
  USAGE,
  OPTIONS,
  async (values, words) => {
    const order = readOrder(values, words);
    const isPiped = order.what === "create" && order.password === "stdin";
    try {
      enterBuiltFolder();
      loadEnvFile();
      const settings = readSettings(process.env);
      const store = await openStore(settings.databaseUrl, settings.userTable);
      try {
        const readPassword = () => (isPiped ? readPasswordFrom(process.stdin) : askForPassword());
        console.log(await runUser({ settings, store, now: new Date() }, order, readPassword));
        return 0;
      } finally {
        await closeStore(store);
      }
    } catch (error) {
      if (error instanceof RefusedError || error instanceof FieldErrors) {
        console.error(error instanceof FieldErrors ? linesOf(error.fields) : error.message);
        return REFUSED;
      }
      console.error(sentenceOf(error));
      return COULD_NOT_RUN;
    }
  },
  COULD_NOT_RUN,
  true,
);

/** @throws the error, where it is a bug, or no matter of the database or the settings */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const known = [SettingsError, SetupError, NotMigratedError, UnsuitableDatabaseError];
  if (known.some((kind) => error instanceof kind)) return error.message;
  if (isUnavailable(error)) return `The database of DATABASE_URL cannot be used: ${error.message}`;
  throw error;
}
