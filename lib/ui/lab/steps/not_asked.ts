import type { LabKey, LabRequest } from "@/lib/contract/lab";

/** Why our door had no need of its database to refuse a key. */
export type NotAsked = "altered" | "unsigned" | "seal" | "expired" | "kind";

/**
 * @param request one that was refused without a look into the database
 * @param key what it was sent with, as it was before it was changed
 * @returns null: not certain
 */
export function whyNotAsked(request: LabRequest, key: LabKey | undefined): NotAsked | null {
  const changed = key === undefined || isAsHeld(request, key) ? null : ofBend(request);
  if (changed !== null || key === undefined) return changed;
  if (key.expiresAt <= request.at) return "expired";
  // What is left for a token that is whole and in time.
  return request.path === "/user/me" && key.kind !== "session" ? "kind" : null;
}

/** Whether it was sent unchanged: a payload of the visitor's own may be the one that was there. */
function isAsHeld({ headers }: LabRequest, { raw }: LabKey): boolean {
  return headers.some(([, value]) => value.includes(raw));
}

function ofBend({ bend }: LabRequest): NotAsked | null {
  switch (bend) {
    case "user_1":
    case "never_expires":
    case "payload":
    case "another_key":
      return "altered";
    case "alg_none":
      return "unsigned";
    case "flip_seal":
      return "seal";
    default:
      return null;
  }
}
