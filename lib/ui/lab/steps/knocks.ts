import type { LabDoor, LabHolder, LabKeyKind, LabRequest, LabView } from "@/lib/contract/lab";

/** "Who am I?", with whose key of which kind, at which door. */
export interface Knocked {
  readonly holder: LabHolder;
  readonly kind: LabKeyKind;
  readonly door: LabDoor;
}

/**
 * What became of it each time that somebody knocked so, oldest first.
 * @param since milliseconds since the epoch, by the lab's clock
 */
export function knocksOf(
  { requests, keys }: LabView,
  { holder, kind, door }: Knocked,
  since = 0,
): readonly LabRequest[] {
  const ids = new Set(keys.filter((key) => key.kind === kind).map(({ id }) => id));
  return requests.filter(
    (request) =>
      (request.act === "knock" || request.act === "again") &&
      request.path === "/user/me" &&
      request.bend === null &&
      request.holder === holder &&
      request.door === door &&
      request.at >= since &&
      request.keys.some((id) => ids.has(id)),
  );
}

/** The last time; null: never. */
export function lastKnock(view: LabView, knocked: Knocked): LabRequest | null {
  return knocksOf(view, knocked).at(-1) ?? null;
}
