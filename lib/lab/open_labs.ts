import type { Context } from "@/lib/http/context";
import type { Settings } from "@/lib/settings/settings";
import { type LabState, readLabState } from "@/lib/store/lab/state";
import { closeStore, openStore, type Store } from "@/lib/store/open";
import { labSettings } from "./lab_settings";
import { findLab } from "./places";
import { labFolder } from "./private_folder";

/** A lab whose database is open in this process. */
interface OpenLab {
  readonly store: Store;
  /** As they follow from `from`. */
  settings: Settings | null;
  from: string;
  /** By performance.now(). */
  usedAt: number;
  uses: number;
}

/** How many databases of labs a process keeps open. */
const MAX_OPEN = 12;
/** How long one stays open that nobody uses; milliseconds. */
const IDLE_MS = 60_000;

/** On the global object, since a bundler loads this module once for every bundle, and one process wants one connection. */
const KEY = Symbol.for("latchkey.open_labs");
const shared = globalThis as { [KEY]?: Map<string, Promise<OpenLab>> };

/** Of the product: where its labs lie, and its clock. */
export type LabContext = Pick<Context, "settings" | "now">;

/** A lab, at one instant of a request to it. */
export interface Lab {
  readonly id: string;
  readonly state: LabState;
  readonly store: Store;
  readonly settings: Settings;
  /** By the server's real clock; milliseconds since the epoch. */
  readonly realNow: number;
  /** By the lab's clock; milliseconds since the epoch. */
  now(): number;
}

/**
 * Works with a lab, which stays open meanwhile.
 * @param context of the product, whose clock decides whether the lab is over
 * @returns null where there is no such lab, or it is over
 */
export async function withLab<T>(
  id: string,
  { settings, now }: LabContext,
  work: (lab: Lab) => Promise<T>,
): Promise<T | null> {
  const realNow = now();
  const url = findLab(labFolder(settings), id, realNow);
  if (url === null) return null;
  const open = await openLab(id, url);
  open.uses += 1;
  try {
    const state = await readLabState(open.store);
    return await work({
      id,
      state,
      store: open.store,
      settings: settingsOf(open, state, settings.origin),
      realNow,
      now: () => now() + state.offset,
    });
  } finally {
    open.uses -= 1;
    open.usedAt = performance.now();
    void closeUnused();
    setTimeout(closeUnused, IDLE_MS + 1000).unref();
  }
}

/** Closes all databases of labs, as a server does before it ends. */
export async function closeLabs(): Promise<void> {
  await Promise.all([...openLabs().keys()].map(close));
}

function openLab(id: string, url: string): Promise<OpenLab> {
  const labs = openLabs();
  const known = labs.get(id);
  if (known !== undefined) return known;
  const opening = openStore(url).then(
    (store): OpenLab => ({ store, settings: null, from: "", usedAt: performance.now(), uses: 0 }),
  );
  labs.set(id, opening);
  opening.catch(() => labs.delete(id));
  return opening;
}

function openLabs(): Map<string, Promise<OpenLab>> {
  shared[KEY] ??= new Map();
  return shared[KEY];
}

/** Reading settings takes as long as some requests: they are read again only where the visitor has changed one. */
function settingsOf(open: OpenLab, state: LabState, origin: string): Settings {
  if (open.settings !== null && open.from === state.settings) return open.settings;
  open.settings = labSettings(state, origin);
  open.from = state.settings;
  return open.settings;
}

/** Closes those that nobody has used for a while, and of too many those that were used the longest time ago. */
async function closeUnused(): Promise<void> {
  const all = await Promise.all(
    [...openLabs()].map(async ([id, opening]) => ({ id, lab: await opening.catch(() => null) })),
  );
  const unused = all
    .flatMap(({ id, lab }) => (lab === null || lab.uses > 0 ? [] : [{ id, usedAt: lab.usedAt }]))
    .sort((one, other) => one.usedAt - other.usedAt);
  const tooMany = Math.max(0, all.length - MAX_OPEN);
  const idleSince = performance.now() - IDLE_MS;
  const closed = unused.filter(({ usedAt }, place) => place < tooMany || usedAt < idleSince);
  await Promise.all(closed.map(({ id }) => close(id)));
}

async function close(id: string): Promise<void> {
  const labs = openLabs();
  const opening = labs.get(id);
  labs.delete(id);
  const lab = await opening?.catch(() => null);
  if (lab) await closeStore(lab.store);
}
