import { sealData, unsealData } from "iron-session";
import { sealPasswords } from "./seal_passwords";

const PURPOSE = "latchkey.device_seal";

/** A browser, and the accounts that somebody has signed in to with it. */
export interface Device {
  /** Random. */
  readonly id: string;
  /** User keys, each with the time until which the browser is known: seconds since the epoch. */
  readonly users: readonly (readonly [key: string, until: number])[];
}

/** Seals a device with the current secret key (iron-session: AES-256-CBC and HMAC-SHA-256). The seal itself does not expire. */
export function sealDevice(device: Device, secretKeys: readonly [string, ...string[]]): Promise<string> {
  return sealData(device, { password: sealPasswords([secretKeys[0]], PURPOSE), ttl: 0 });
}

/** The device in a seal that was made with the current or a former secret key; null for anything else. */
export async function unsealDevice(seal: string, secretKeys: readonly string[]): Promise<Device | null> {
  try {
    const options = { password: sealPasswords(secretKeys, PURPOSE), ttl: 0 };
    const { id, users } = await unsealData<Partial<Device>>(seal, options);
    return id === undefined || users === undefined ? null : { id, users };
  } catch {
    // For some malformed seals iron-session returns {}, for others it throws.
    return null;
  }
}
