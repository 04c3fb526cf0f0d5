import type { LabView } from "@/lib/contract/lab";
import type { ChainLink } from "./chain_links";

/** How far the visitor has gone with a refresh token that is spent twice. */
export interface TwiceStage {
  /** What comes next, from 0: spend the newest, spend it again at once, wait, and spend it once more. */
  readonly next: 0 | 1 | 2 | 3;
  /** The one that is spent twice; null: none was spent yet. */
  readonly former: ChainLink | null;
}

/** @param now by the lab's clock; milliseconds since the epoch */
export function twiceStage(view: LabView, links: readonly ChainLink[], now: number): TwiceStage {
  const spent = view.requests
    .filter(({ act, holder, status }) => act === "refresh" && holder === "you" && status === 200)
    .map((request) => view.keys.find(({ id, kind }) => kind === "refresh" && request.keys.includes(id))?.jti);
  const last = spent.at(-1);
  const former = links.find(({ key }) => key.jti === last) ?? null;
  if (former === null) return { next: 0, former };
  const times = spent.filter((jti) => jti === last).length;
  // Without a successor there is no grace period: then it is enough to have waited.
  const isLate = former.graceUntil === null ? view.latestAct === "wait" : former.graceUntil <= now;
  if (times === 1) return isLate ? { next: 0, former: null } : { next: 1, former };
  return { next: isLate ? 3 : 2, former };
}
