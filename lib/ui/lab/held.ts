import type { LabHolder, LabKey, LabKeyKind, LabView } from "@/lib/contract/lab";

/** The key of a kind that somebody holds now; null: none. */
export function heldKey({ keys }: LabView, holder: LabHolder, kind: LabKeyKind): LabKey | null {
  const held = keys.filter((key) => key.holder === holder && key.kind === kind && key.droppedAt === null);
  return held.at(-1) ?? null;
}

/** Whether a key is of no use any more: none is held, it has run out, or what it leads to has ended. */
export function isSpent(key: LabKey | null, now: number): boolean {
  return key === null || key.row === null || key.expiresAt <= now;
}

/** What became of a kind of keys that the visitor has none of use of, by the last one: a refusal clears its cookie, too. */
export function goneBy({ keys }: LabView, kind: LabKeyKind, now: number): "ranOut" | "ended" {
  const last = keys.findLast((key) => key.holder === "you" && key.kind === kind);
  return last !== undefined && last.expiresAt <= now ? "ranOut" : "ended";
}
