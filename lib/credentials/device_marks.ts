import { createHmac, timingSafeEqual } from "node:crypto";
import { derivedKey } from "./digest";

/** A browser, and marks that tell which users have signed in with it: to whoever knows the user and a secret key, and to nobody else. */
export interface Device {
  /** Random, 32 hex digits. */
  readonly id: string;
  readonly marks: readonly Mark[];
}

interface Mark {
  /** Until when the browser is known to the user; seconds since the epoch. */
  readonly until: number;
  /** HMAC-SHA-256 of the device, the user and that time; base64url. */
  readonly mac: string;
}

/** More people than share a browser. */
const MAX_MARKS = 5;
const DEVICE = /^([0-9a-f]{32})((?:\.[0-9]{1,11}-[\w-]{43}){1,5})$/;

/** A device as {@link writeDevice} has written it, with its marks unchecked; null for any other text. */
export function readDevice(text: string): Device | null {
  const [, id, marks] = DEVICE.exec(text) ?? [];
  if (id === undefined || marks === undefined) return null;
  return { id, marks: marks.slice(1).split(".").map(readMark) };
}

function readMark(text: string): Mark {
  const at = text.indexOf("-");
  return { until: Number(text.slice(0, at)), mac: text.slice(at + 1) };
}

export function writeDevice({ id, marks }: Device): string {
  return [id, ...marks.map(({ until, mac }) => `${until}-${mac}`)].join(".");
}

/** The time until which a device is known to a user, by a mark that was made with one of the keys; null where there is none. */
export function knownUntil(
  { id, marks }: Device,
  userKey: string,
  secretKeys: readonly string[],
): number | null {
  const found = marks.find(({ until, mac }) =>
    secretKeys.some((key) => isEqual(mac, macOf({ id, userKey, until }, key))),
  );
  return found?.until ?? null;
}

/** The same device with a new mark for a user, in place of their former one. */
export function mark(
  { id, marks }: Device,
  { userKey, until }: { readonly userKey: string; readonly until: number },
  secretKeys: readonly [string, ...string[]],
): Device {
  const others = marks.filter((one) => knownUntil({ id, marks: [one] }, userKey, secretKeys) === null);
  const made = { until, mac: macOf({ id, userKey, until }, secretKeys[0]) };
  return { id, marks: [...others.slice(1 - MAX_MARKS), made] };
}

function macOf({ id, userKey, until }: { id: string; userKey: string; until: number }, key: string): string {
  const text = `${id} ${until} ${userKey}`;
  return createHmac("sha256", derivedKey(key, "latchkey.device_mark")).update(text).digest("base64url");
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
