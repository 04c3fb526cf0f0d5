import { sha256 } from "@/lib/credentials/digest";
import { signedOut } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { endDjangoSessionSteps, findDjangoSession } from "@/lib/store/django_sessions";
import { deleteSession, type EndedSession, findSessionOwner } from "@/lib/store/sessions";
import type { Step } from "@/lib/store/statements";
import type { Caller } from "./caller";
import { djangoKeyOf } from "./django_cookie";
import { keysFromCookies } from "./session_cookie";
import { takeOverSession } from "./take_over";

/**
 * Ends the session that the cookie stands for, and Django's that came with the request: else the next request would be signed in
 * by that. Of several cookies each one's session ends.
 * @returns whether there was one
 */
export async function endSession(scope: Scope, caller: Caller): Promise<boolean> {
  let ended = false;
  for (const found of await findEnded(scope, caller)) ended = (await endFound(scope, caller, found)) || ended;
  return ended;
}

interface Found extends EndedSession {
  readonly userKey: string;
}

async function endFound(scope: Scope, caller: Caller, { userKey, ...session }: Found): Promise<boolean> {
  const { store, now: at } = scope;
  const event = signedOut(scope, {
    userKey,
    at,
    address: caller.address,
    mode: "session",
    signIn: session.id,
  });
  const steps = [...(await djangoSteps(scope, caller)), ...event.steps];
  if (!(await deleteSession(store, session, steps))) return false;
  event.log();
  return true;
}

async function findEnded(scope: Scope, caller: Caller): Promise<Found[]> {
  const keys = await keysFromCookies(scope, caller);
  const owners = await Promise.all(keys.map((key) => findSessionOwner(scope.store, sha256(key))));
  const found = owners.filter((owner) => owner !== null);
  if (found.length > 0) return found;
  const live = await takeOverSession(scope, caller);
  return live === null ? [] : [{ ...live.session, userKey: live.user.key }];
}

async function djangoSteps(scope: Scope, caller: Caller): Promise<Step[]> {
  const key = djangoKeyOf(scope, caller);
  const row = key === null ? null : await findDjangoSession(scope.store, key);
  return key === null || row === null ? [] : endDjangoSessionSteps(scope.store, key, row);
}
