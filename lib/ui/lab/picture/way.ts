import type { LabDoor, LabKey, LabKeyKind, LabRequest, LabView } from "@/lib/contract/lab";

/** How far a request came: what it was refused at, or how deep it went in before it was answered. */
export type WayEnd = "signature" | "door" | "records";

/** What became of a request; for a thief, what opens is an alarm, and what stays shut has held. */
export type Result = "opened" | "refused" | "alarm" | "held";

/** What is drawn of a request. */
export interface Way {
  readonly end: WayEnd;
  readonly result: Result;
  /** Kinds of the credentials that were sent; none: it brought no credential. */
  readonly kinds: readonly LabKeyKind[];
  /** What was sent is no credential as it was issued. */
  readonly isBent: boolean;
  /** It brought a password: a sign-up or a sign-in. */
  readonly byPassword: boolean;
}

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
  const isBent = request.bend !== null && !sentAsIssued(request, keys);
  return {
    end: endOf(request, isBent),
    result: resultOf(request),
    kinds: request.keys.flatMap((id) => keys.find((key) => key.id === id)?.kind ?? []),
    isBent,
    byPassword: request.keys.length === 0 && /"?\bpassword\b"?\s*[:=]/.test(request.body ?? ""),
  };
}

export function resultOf({ holder, status }: LabRequest): Result {
  if (status < 400) return holder === "thief" ? "alarm" : "opened";
  return holder === "thief" ? "held" : "refused";
}

/** A bend may leave a credential as it was: a payload that nobody edited, a refresh token in another's place. */
function sentAsIssued({ headers }: LabRequest, keys: readonly LabKey[]): boolean {
  return headers.some(([, value]) => keys.some(({ raw }) => value.endsWith(raw)));
}

function endOf({ bend, door, statements, status }: LabRequest, isBent: boolean): WayEnd {
  if (statements.length > 0) return "records";
  if (status < 400 || !isBent) return "door";
  // The neighbour looks for a token, and does not try to decrypt a session cookie.
  return bend === "flip_seal" && door === "neighbour" ? "door" : "signature";
}
