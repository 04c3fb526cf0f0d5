import type { LabBend, LabDoor, LabKey, LabKeyKind, LabRequest, LabView } from "@/lib/contract/lab";

/** How far a request came: what it was refused at, or how deep it went in before it was answered. */
export type WayEnd = "signature" | "door" | "records";

/** What is drawn of a request. */
export interface Way {
  readonly end: WayEnd;
  readonly opened: boolean;
  /** Kinds of the credentials that were sent; none: it brought no credential. */
  readonly kinds: readonly LabKeyKind[];
  /** It brought a password: a sign-up or a sign-in. */
  readonly byPassword: boolean;
}

/** Bends that leave a signature, or a seal, that is not the credential's own. */
const BREAKS_SIGNATURE: readonly LabBend[] = [
  "user_1",
  "never_expires",
  "payload",
  "alg_none",
  "another_key",
  "flip_seal",
];

/** The requests of the latest act to a door; where it sent none there, the last one before it. */
export function requestsAt(
  door: LabDoor,
  { requests, latest }: Pick<LabView, "requests" | "latest">,
): { latest: readonly LabRequest[]; before: LabRequest | null } {
  const here = requests.filter((request) => request.door === door);
  const own = here.filter(({ id }) => latest.includes(id));
  return { latest: own, before: own.length > 0 ? null : (here.at(-1) ?? null) };
}

/** A way goes to the records only if the request made a statement. */
export function wayOf(request: LabRequest, keys: readonly LabKey[]): Way {
  return {
    end: endOf(request),
    opened: request.status < 400,
    kinds: request.keys.flatMap((id) => keys.find((key) => key.id === id)?.kind ?? []),
    byPassword: request.keys.length === 0 && /"?\bpassword\b"?\s*[:=]/.test(request.body ?? ""),
  };
}

function endOf({ bend, door, statements, status }: LabRequest): WayEnd {
  if (statements.length > 0) return "records";
  if (status < 400 || bend === null || !BREAKS_SIGNATURE.includes(bend)) return "door";
  // The neighbour looks for a token, and does not try to decrypt a session cookie.
  return bend === "flip_seal" && door === "neighbour" ? "door" : "signature";
}
