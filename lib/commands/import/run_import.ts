import type { Settings } from "@/lib/settings/settings";
import { MAX_KEY } from "@/lib/store/import/imported_user";
import type { Source } from "@/lib/store/import/source";
import { closeStore, type Store } from "@/lib/store/open";
import { withProgress } from "../progress.js";
import { importTokens, type TokenCounts } from "./import_tokens";
import { importUsers, type Strangers, type UserCounts } from "./import_users";
import { openSource } from "./open_source";
import type { Options } from "./options";
import { openReport, type Report } from "./report";
import { openTarget } from "./target";
import { readerForZone, type TimeReader } from "./times";

export interface Imported {
  readonly users: UserCounts;
  /** Null where none were asked for, or there is no database yet that could tell. */
  readonly tokens: TokenCounts | null;
  /** Rows of the report. */
  readonly remarks: number;
  /** How many of them are of what was not taken. */
  readonly notTaken: number;
}

/**
 * Imports what the options name into the database of DATABASE_URL, which is made where it is not there.
 * @param out where progress is shown
 * @throws SourceError, ForeignDatabaseError, what migrate() and openStore() throw, or the error of the database. What was taken
 *   by then stays
 */
export async function runImport(
  options: Options,
  settings: Settings,
  now: Date,
  out: Parameters<typeof withProgress>[2] = process.stdout,
): Promise<Imported> {
  const source = await openSource(options.source);
  let store: Store | null = null;
  let report: Report | null = null;
  try {
    store = await openTarget(settings, options.source.from, options.isDryRun);
    report = openReport(options.report);
    return await importAll({ options, settings, source, store, report, now, out });
  } finally {
    report?.close();
    await source.close();
    if (store !== null) await closeStore(store);
  }
}

interface Import {
  readonly options: Options;
  readonly settings: Settings;
  readonly source: Source;
  /** Null in a dry run into a database that is not there. */
  readonly store: Store | null;
  readonly report: Report;
  readonly now: Date;
  readonly out: Parameters<typeof withProgress>[2];
}

async function importAll(parts: Import): Promise<Imported> {
  const { options, settings, source, store, report, now, out } = parts;
  const { isDryRun, times } = options;
  const maxKey = MAX_KEY[store?.schema.engine ?? "postgresql"];
  const { counts: users, strangers } = await withProgress(
    "Importing users",
    (show) => {
      const onRead = (rows: number) => show(`${rows}${source.count === null ? "" : ` of ${source.count}`}`);
      const checking = { passwords: settings.passwords, times: timesFor(store, times), maxKey };
      return importUsers(source, { store, isDryRun, now, checking, report, onRead });
    },
    out,
  );
  const tokens = options.withTokens && store !== null ? await importTokensOf(parts, store, strangers) : null;
  return { users, tokens, remarks: report.rows, notTaken: report.notTaken };
}

/** Where a Django with USE_TZ=False has joined the database, its table has local times on SQLite. */
function timesFor(store: Store | null, times: TimeReader): TimeReader {
  const zone = store?.schema.userTable.timeZone ?? null;
  return zone === null ? times : readerForZone(times, zone);
}

function importTokensOf(
  { options, settings, source, report, now, out }: Import,
  store: Store,
  strangers: Strangers,
) {
  const { isDryRun, times } = options;
  return withProgress(
    "Importing refresh tokens",
    (show) => {
      const onRead = (rows: number) => show(`${rows}`);
      const scope = { settings, store, now };
      return importTokens(source, { scope, isDryRun, times, report, strangers, onRead });
    },
    out,
  );
}
