import type { SetCookie } from "@/lib/contract/cookie";
import { type Device, sealDevice, unsealDevice } from "@/lib/credentials/device_seal";
import { randomId } from "@/lib/credentials/digest";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds, toSeconds } from "@/lib/scope/time";
import { findRevokedUntil, revokeDevicesStep } from "@/lib/store/revoked_devices";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import type { Client } from "./client";

/*
 * A cookie names the accounts to which somebody has signed in with a browser, so that strangers who guess at one of them do not
 * lock its owner out there (OWASP, "Device cookies"). It is no credential: it opens nothing, and its holder has as many tries as
 * others have, counted apart from theirs.
 */

/** Browsers keep a cookie for 400 days at most. Every sign-in renews it. Seconds. */
const DEVICE_AGE = 365 * 86_400;
/** More people than share a browser. */
const MAX_USERS = 5;

/**
 * Reads the cookie by which a browser is known.
 * @returns whose: the browser's id for a user who has signed in with it before, else null
 */
export async function readDevice(scope: Scope, client: Client): Promise<(userKey: string) => string | null> {
  const device = isLimited(scope) ? await deviceOf(scope, client) : null;
  if (device === null) return () => null;
  const known = await Promise.all(
    device.users.map(async ([userKey, until]) => {
      const revoked = await findRevokedUntil(scope.store, userKey);
      return revoked === null || toSeconds(revoked) <= until ? userKey : null;
    }),
  );
  return (userKey) => (known.includes(userKey) ? device.id : null);
}

/** The cookie by which the browser is known to this user from now on, and to those before. */
async function rememberDevice(scope: Scope, client: Client, userKey: string): Promise<SetCookie> {
  const { deviceCookie, secretKeys } = scope.settings;
  const { id, users } = (await deviceOf(scope, client)) ?? { id: randomId(), users: [] };
  const others = users.filter(([key]) => key !== userKey).slice(1 - MAX_USERS);
  const until = toSeconds(scope.now) + DEVICE_AGE;
  const value = await sealDevice({ id, users: [...others, [userKey, until]] }, secretKeys);
  return { spec: deviceCookie, value, maxAge: DEVICE_AGE };
}

/** The same cookie anew, where it names this user: for a browser that stays known when all others are forgotten. */
export async function renewDevice(scope: Scope, client: Client, userKey: string): Promise<SetCookie[]> {
  const known = await readDevice(scope, client);
  return known(userKey) === null ? [] : [await rememberDevice(scope, client, userKey)];
}

/** Makes strangers of all browsers to which a user was known before this second, as a step of what ends their sign-ins. */
export function forgetDevicesStep({ store, now }: Scope, userKey: string): Step {
  return revokeDevicesStep(store, userKey, addSeconds(now, DEVICE_AGE));
}

/**
 * Adds that cookie to those of a sign-in. A sign-in that sets none is a program's, which keeps none; and where accounts have no
 * limit there is nothing to be exempt from.
 */
export async function withDevice(
  scope: Scope,
  client: Client,
  { user }: { readonly user: User },
  cookies: readonly SetCookie[],
): Promise<readonly SetCookie[]> {
  if (cookies.length === 0 || !isLimited(scope)) return cookies;
  return [...cookies, await rememberDevice(scope, client, user.key)];
}

function isLimited({ settings: { limits } }: Scope): boolean {
  return limits.enabled && limits.account !== null;
}

/** What the cookie says, without the users to whom it has expired. */
async function deviceOf({ settings, now }: Scope, client: Client): Promise<Device | null> {
  const seal = client.cookie?.(settings.deviceCookie.name) ?? null;
  const device = seal === null ? null : await unsealDevice(seal, settings.secretKeys);
  return device && { ...device, users: device.users.filter(([, until]) => toSeconds(now) < until) };
}
