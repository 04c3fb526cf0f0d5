import { ApiError, Refusal } from "@/lib/contract/errors";
import type { Context } from "@/lib/http/context";
import type { Settings } from "@/lib/settings/settings";
import { type LabState, readLabState } from "@/lib/store/lab/state";
import { closeStore, openStore, type Store } from "@/lib/store/open";
import { labSettings } from "./lab_settings";
import { findLab } from "./places";
import { labFolder } from "./private_folder";

/** A lab whose database is open in this process. */
interface OpenLab {
  readonly store: Promise<Store>;
  /** As they follow from `from`. */
  settings: Settings | null;
  from: string;
  /** By performance.now(). */
  usedAt: number;
  uses: number;
}

/** How many databases of labs a process keeps open: each has a thread. */
const MAX_OPEN = 12;
/** How long one stays open that nobody uses; milliseconds. */
const IDLE_MS = 60_000;

/** On the global object, since a bundler loads this module once for every bundle, and one process wants one connection. */
const KEY = Symbol.for("latchkey.open_labs");
const shared = globalThis as { [KEY]?: Map<string, OpenLab> };

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
 * @returns null where there is no such lab, it is over, or it was thrown away meanwhile
 * @throws ApiError 503 unavailable where as many others are in use as may be open
 */
export async function withLab<T>(
  id: string,
  { settings, now }: LabContext,
  work: (lab: Lab) => Promise<T>,
): Promise<T | null> {
  const realNow = now();
  const find = () => findLab(labFolder(settings), id, realNow);
  const url = find();
  if (url === null) return null;
  const open = acquire(id, url);
  try {
    const store = await open.store;
    const state = await readLabState(store);
    const lab = { id, state, store, settings: settingsOf(open, state, settings.origin), realNow };
    return await work({ ...lab, now: () => now() + state.offset });
  } catch (error) {
    if (!(error instanceof Refusal) && find() === null) return null;
    throw error;
  } finally {
    release(open);
  }
}

/** Closes all databases of labs, as a server does before it ends. */
export async function closeLabs(): Promise<void> {
  await Promise.all([...openLabs().keys()].map(close));
}

function openLabs(): Map<string, OpenLab> {
  shared[KEY] ??= new Map();
  return shared[KEY];
}

/** Opens a lab, or the one that is open. Whoever has it releases it. @throws ApiError 503 unavailable */
function acquire(id: string, url: string): OpenLab {
  const labs = openLabs();
  const known = labs.get(id);
  if (known !== undefined) {
    known.uses += 1;
    return known;
  }
  if (labs.size >= MAX_OPEN) closeOldest();
  if (labs.size >= MAX_OPEN)
    throw new ApiError("unavailable", undefined, { headers: { "Retry-After": "2" } });
  const opened = { store: openStore(url), settings: null, from: "", usedAt: performance.now(), uses: 1 };
  labs.set(id, opened);
  opened.store.catch(() => labs.delete(id));
  return opened;
}

function release(lab: OpenLab): void {
  lab.uses -= 1;
  lab.usedAt = performance.now();
  setTimeout(closeIdle, IDLE_MS + 1000).unref();
}

/** Reading settings takes as long as some requests: they are read again only where the visitor has changed one. */
function settingsOf(open: OpenLab, state: LabState, origin: string): Settings {
  if (open.settings !== null && open.from === state.settings) return open.settings;
  open.settings = labSettings(state, origin);
  open.from = state.settings;
  return open.settings;
}

function closeIdle(): void {
  const idleSince = performance.now() - IDLE_MS;
  for (const [id, { uses, usedAt }] of openLabs()) if (uses === 0 && usedAt < idleSince) void close(id);
}

/** Of those that nobody uses now, the one that was used the longest time ago. */
function closeOldest(): void {
  const unused = [...openLabs()].filter(([, { uses }]) => uses === 0);
  const [oldest] = unused.sort(([, one], [, other]) => one.usedAt - other.usedAt);
  if (oldest !== undefined) void close(oldest[0]);
}

/** What goes wrong then is nobody's: the lab may have been thrown away. */
async function close(id: string): Promise<void> {
  const labs = openLabs();
  const lab = labs.get(id);
  labs.delete(id);
  await lab?.store.then(closeStore).catch(() => {});
}
