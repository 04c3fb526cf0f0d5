import type { LabActs, LabRequest, LabView } from "@/lib/contract/lab";

/** The last request that asked a door who its holder is, with a credential of a kind; null: there was none. */
export function lastKnock(view: LabView, { holder, kind, door }: LabActs["knock"]): LabRequest | null {
  const isOfKind = (id: number) => view.keys.some((key) => key.id === id && key.kind === kind);
  const knocks = view.requests.filter(
    (request) =>
      request.act === "knock" &&
      request.holder === holder &&
      request.door === door &&
      request.keys.some(isOfKind),
  );
  return knocks.at(-1) ?? null;
}
