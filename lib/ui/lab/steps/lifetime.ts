import type { LabKey } from "@/lib/contract/lab";

/** How long a token works; milliseconds. Its times are whole seconds: it was made within the one that it begins with. */
export function lifetime({ takenAt, expiresAt }: LabKey): number {
  return Math.ceil((expiresAt - takenAt) / 1_000) * 1_000;
}
