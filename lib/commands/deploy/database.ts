import { existsSync } from "node:fs";
import { databaseWarnings, laterVersionWarnings } from "@/lib/server/database_warnings";
import { type Finding, finding, findingsOf } from "@/lib/settings/checks/finding";
import type { Settings } from "@/lib/settings/settings";
import { isSqliteUrl, redactedUrl, sqliteFile } from "@/lib/store/address";
import { type Inspection, openInspection } from "@/lib/store/adoption/inspection";
import { requireUnpooled } from "@/lib/store/deployment/require_unpooled";
import { CONNECTIONS_PER_WORKER, readServerState } from "@/lib/store/deployment/server_state";
import { ForeignDatabaseError } from "@/lib/store/migrations/foreign";
import { laterMigrations } from "@/lib/store/migrations/later";
import { pendingMigrations } from "@/lib/store/migrations/pending";
import { readSchema } from "@/lib/store/open";
import { UnsuitableDatabaseError } from "@/lib/store/unsuitable";
import { postgresqlFindings } from "./versions";

/** Milliseconds. */
const MAX_CLOCK_DIFFERENCE = 5000;

/** What the database shows. It is only read. @param clock milliseconds since the epoch */
export async function databaseFindings(settings: Settings, clock: () => number): Promise<Finding[]> {
  const { databaseUrl: url } = settings;
  const isFile = isSqliteUrl(url);
  if (isFile && !existsSync(sqliteFile(url)))
    return [finding("I061", `There is no file ${sqliteFile(url)}.`)];
  try {
    if (!isFile) await requireUnpooled(url);
  } catch (error) {
    return [error instanceof UnsuitableDatabaseError ? finding("E062", error.message) : unusable(url, error)];
  }
  try {
    return await inspect(settings, clock);
  } catch (error) {
    return [error instanceof UnsuitableDatabaseError ? finding("E063", error.message) : unusable(url, error)];
  }
}

async function inspect(settings: Settings, clock: () => number): Promise<Finding[]> {
  const inspection = await openInspection(settings.databaseUrl);
  try {
    const server =
      inspection.engine === "postgresql" ? await serverFindings(inspection, settings, clock) : [];
    return [...server, ...(await tableFindings(inspection, settings))];
  } finally {
    await inspection.close();
  }
}

async function serverFindings(
  inspection: Inspection,
  { workers }: Settings,
  clock: () => number,
): Promise<Finding[]> {
  const before = clock();
  const state = await readServerState(inspection);
  const after = clock();
  const ahead = state.now < before ? state.now - before : Math.max(0, state.now - after);
  const needed = workers * CONNECTIONS_PER_WORKER;
  return [
    ...postgresqlFindings(state.major, new Date(after)),
    ...findingsOf([
      [!state.isDurable, "fsync or full_page_writes is off on the database server.", "E066"],
      [!state.waitsForDisk, "synchronous_commit is off for this database.", "W067"],
      [
        needed > state.connections,
        `WORKERS=${workers} may open ${needed} connections, and the database lets in ${state.connections}.`,
        "W065",
      ],
      [
        Math.abs(ahead) > MAX_CLOCK_DIFFERENCE,
        `The database's clock is ${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? "ahead of" : "behind"} this machine's.`,
        "W068",
      ],
      [state.isSuperuser, "The role of DATABASE_URL is a superuser.", "W069"],
    ]),
  ];
}

async function tableFindings(inspection: Inspection, settings: Settings): Promise<Finding[]> {
  const shownUrl = redactedUrl(settings.databaseUrl);
  const pending = await pendingOf(inspection, shownUrl);
  if (pending === null) return [finding("I061", `The database ${shownUrl} has no tables yet.`)];
  if (!Array.isArray(pending)) return [pending];
  const due = findingsOf([
    [pending.length > 0, `${pending.length} migrations are pending: ${pending.join(", ")}.`, "W061"],
  ]);
  const schema = await readSchema(inspection, settings.userTable);
  const later = laterVersionWarnings(await laterMigrations(inspection));
  return schema === null ? due : [...due, ...later, ...databaseWarnings(settings, { schema })];
}

/** The names, or why the start would refuse the database. */
async function pendingOf(inspection: Inspection, shownUrl: string): Promise<string[] | Finding | null> {
  try {
    return await pendingMigrations(inspection, shownUrl);
  } catch (error) {
    if (
      error instanceof ForeignDatabaseError ||
      (error instanceof Error && error.message.startsWith("The migration "))
    )
      return finding("E064", error.message);
    throw error;
  }
}

function unusable(url: string, error: unknown): Finding {
  return finding("E060", `The database ${redactedUrl(url)} cannot be used: ${reasonOf(error)}.`);
}

/** Where none of a host's several addresses answers, Node's error has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}
