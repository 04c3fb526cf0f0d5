import type { SetCookie } from "@/lib/contract/cookie";
import { type Device, knownUntil, mark, readDevice, writeDevice } from "@/lib/credentials/device_marks";
import { randomId } from "@/lib/credentials/digest";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds, toSeconds } from "@/lib/scope/time";
import { findRevokedUntil, revokeDevicesStep } from "@/lib/store/revoked_devices";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import type { Client } from "./client";

/*
 * A cookie tells to which accounts somebody has signed in with a browser, so that strangers who guess at one of them do not lock
 * its owner out there (OWASP, "Device cookies"). It is no credential: it opens nothing, and its holder has as many tries as others
 * have, counted apart from theirs.
 */

/** Browsers keep a cookie for 400 days at most. Every sign-in renews it. Seconds. */
const DEVICE_AGE = 365 * 86_400;

/** A browser that is known to a user, unless that was revoked. */
export interface KnownDevice {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly until: number;
}

/** The browser that a client has, where somebody has signed in to this account with it before; else null. */
export function knownDevice(scope: Scope, client: Client, userKey: string): KnownDevice | null {
  const device = isLimited(scope) ? deviceOf(scope, client) : null;
  const until = device && knownUntil(device, userKey, scope.settings.secretKeys);
  return device === null || until === null || until <= toSeconds(scope.now) ? null : { id: device.id, until };
}

export async function isRevoked({ store }: Scope, userKey: string, { until }: KnownDevice): Promise<boolean> {
  const revoked = await findRevokedUntil(store, userKey);
  return revoked !== null && until < toSeconds(revoked);
}

/**
 * Adds to the cookies of a sign-in the one by which the browser is known to this user from now on, and to those before. A sign-in
 * that sets no cookie is a program's, which keeps none; and where accounts have no limit there is nothing to be exempt from.
 */
export function withDevice(
  scope: Scope,
  client: Client,
  { user }: { readonly user: User },
  cookies: readonly SetCookie[],
): readonly SetCookie[] {
  return cookies.length > 0 && isLimited(scope)
    ? [...cookies, rememberDevice(scope, client, user.key)]
    : cookies;
}

/** The same cookie anew, where it names this user: for a browser that stays known when all others are forgotten. */
export function renewDevice(scope: Scope, client: Client, userKey: string): SetCookie[] {
  return knownDevice(scope, client, userKey) === null ? [] : [rememberDevice(scope, client, userKey)];
}

/** Makes strangers of all browsers to which a user was known before this second, as a step of what ends their sign-ins. */
export function forgetDevicesStep({ store, now }: Scope, userKey: string): Step {
  return revokeDevicesStep(store, userKey, addSeconds(now, DEVICE_AGE));
}

function rememberDevice(scope: Scope, client: Client, userKey: string): SetCookie {
  const { deviceCookie, secretKeys } = scope.settings;
  const device = deviceOf(scope, client) ?? { id: randomId(), marks: [] };
  const marked = mark(device, { userKey, until: toSeconds(scope.now) + DEVICE_AGE }, secretKeys);
  return { spec: deviceCookie, value: writeDevice(marked), maxAge: DEVICE_AGE };
}

function isLimited({ settings: { limits } }: Scope): boolean {
  return limits.enabled && limits.account !== null;
}

function deviceOf({ settings }: Scope, client: Client): Device | null {
  const text = client.cookie?.(settings.deviceCookie.name) ?? null;
  return text === null ? null : readDevice(text);
}
