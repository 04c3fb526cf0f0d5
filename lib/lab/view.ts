import type { LabAct, LabKey, LabRequest, LabRow, LabView } from "@/lib/contract/lab";
import { readLabKeys } from "@/lib/store/lab/keys";
import { readSignInRows } from "@/lib/store/lab/rows";
import { readLabRequests } from "@/lib/store/lab/state";
import { findingsOf } from "./findings";
import { chosenSettings } from "./lab_settings";
import type { Lab } from "./open_labs";
import { LAB_AGE } from "./places";
import type { RequestFacts } from "./sending";
import { shownKeys } from "./shown_keys";
import { shownRows } from "./shown_rows";

/** How many credentials and rows the page shows, besides what is held and live. */
const MAX_KEYS = 40;
const MAX_ROWS = 60;
/** How many requests the page shows. */
const MAX_SHOWN = 30;

/** All that the page of a lab shows. */
export async function viewOf(lab: Lab): Promise<LabView> {
  const { id, state, store, settings, realNow } = lab;
  const now = lab.now();
  const noted = await readLabRequests<RequestFacts>(store.statements);
  const requests = noted.map((one): LabRequest => ({ id: one.id, ...one.facts }));
  const rows = shownRows(await readSignInRows(store), now);
  const keys: LabKey[] = await shownKeys(lab, await readLabKeys(store.statements), rows);
  const shown = requests.slice(-MAX_SHOWN);
  const latest = noted.filter(({ act }) => act === state.acts).map(({ id }) => id);
  return {
    id,
    version: state.acts,
    endsAt: state.madeAt + LAB_AGE,
    realNow,
    now,
    forwardedAt: state.forwardedAt,
    guest: { username: state.username, password: state.password },
    settings: chosenSettings(state.settings),
    sessionAge: settings.session.age,
    gracePeriod: settings.jwt.refreshGracePeriod,
    keys: newestKeys(keys, shown),
    rows: newestRows(rows),
    requests: shown,
    latestAct: state.act === "curl" || state.act === "" ? null : (state.act as LabAct),
    latest,
    findings: findingsOf(requests, keys),
  };
}

/** Those that are held, the newest of all others, and what the shown requests carried. */
function newestKeys(keys: readonly LabKey[], shown: readonly LabRequest[]): LabKey[] {
  const carried = new Set(shown.flatMap((request) => request.keys));
  const newest = new Set(keys.slice(-MAX_KEYS));
  return keys.filter((key) => key.droppedAt === null || newest.has(key) || carried.has(key.id));
}

/** Those that are live, and the newest of all others. */
function newestRows(rows: readonly LabRow[]): LabRow[] {
  const newest = new Set(rows.slice(-MAX_ROWS));
  return rows.filter((row) => row.state === "live" || newest.has(row));
}
