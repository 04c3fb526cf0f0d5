import type { LabAct, LabKey, LabRequest, LabView } from "@/lib/contract/lab";
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

/** How many requests the page shows. */
const MAX_SHOWN = 40;

/** All that the page of a lab shows. */
export async function viewOf(lab: Lab): Promise<LabView> {
  const { id, state, store, settings, realNow } = lab;
  const now = lab.now();
  const noted = await readLabRequests<RequestFacts>(store.statements);
  const requests = noted.map((one): LabRequest => ({ id: one.id, ...one.facts }));
  const rows = shownRows(await readSignInRows(store), now);
  const keys: LabKey[] = await shownKeys(lab, await readLabKeys(store.statements), rows);
  const latest = noted.filter(({ act }) => act === state.acts).map(({ id }) => id);
  return {
    id,
    version: state.acts,
    endsAt: state.madeAt + LAB_AGE,
    realNow,
    now,
    guest: { username: state.username, password: state.password },
    settings: chosenSettings(state.settings),
    sessionAge: settings.session.age,
    gracePeriod: settings.jwt.refreshGracePeriod,
    keys,
    rows,
    requests: requests.slice(-MAX_SHOWN),
    latestAct: state.act === "curl" || state.act === "" ? null : (state.act as LabAct),
    latest,
    findings: findingsOf(requests, keys),
  };
}
