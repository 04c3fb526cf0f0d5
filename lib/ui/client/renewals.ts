/** What happened to tokens: `by` names those in their place, null that there are none. `at` in milliseconds. */
export type Renewal = { at: number; by: string | null };

/** All tabs share one jar of cookies, so one name stands for whatever is in it. */
export const COOKIES = "cookies";

const KEY = "latchkey:renewals";
/** One entry a refresh; who slept through more than these finds no trace of its tokens. */
const KEPT = 200;

/**
 * Names tokens that a tab keeps, without giving them away: a checksum (FNV-1a, 32 bits) of what the refresh token says.
 * Its signature is left out, because that is the secret, and because some algorithms sign the same text differently
 * each time.
 */
export function nameOf(refreshToken: string): string {
  let sum = 0x811c9dc5;
  const said = refreshToken.slice(0, Math.max(0, refreshToken.lastIndexOf(".")));
  for (let at = 0; at < said.length; at++) sum = Math.imul(sum ^ said.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(16);
}

/** The notes that every tab of this browser reads and writes. Names and times only: never a token. */
export class Renewals {
  constructor(private readonly storage: () => Storage) {}

  of(name: string): Renewal | null {
    return this.read().find(([noted]) => noted === name)?.[1] ?? null;
  }

  note(name: string, renewal: Renewal): void {
    const others = this.read().filter(([noted]) => noted !== name);
    try {
      this.storage().setItem(KEY, JSON.stringify([...others, [name, renewal]].slice(-KEPT)));
    } catch {
      // Storage is full or switched off: tabs then ask the server each for itself, which it bears.
    }
  }

  private read(): [string, Renewal][] {
    try {
      const notes: unknown = JSON.parse(this.storage().getItem(KEY) ?? "[]");
      return Array.isArray(notes) ? notes.filter(isNote) : [];
    } catch {
      return [];
    }
  }
}

function isNote(note: unknown): note is [string, Renewal] {
  if (!Array.isArray(note) || typeof note[0] !== "string") return false;
  const renewal: unknown = note[1];
  return (
    typeof renewal === "object" &&
    renewal !== null &&
    "at" in renewal &&
    typeof renewal.at === "number" &&
    "by" in renewal &&
    (renewal.by === null || typeof renewal.by === "string")
  );
}
