import type { Scope } from "@/lib/scope/scope";
import { addSeconds, fromSeconds, toSeconds } from "@/lib/scope/time";
import type { FamilyRow } from "@/lib/store/token_state";

/*
 * A sign-in ends at its absolute age, however often it is renewed (SESSION_ABSOLUTE_AGE, REFRESH_ABSOLUTE_LIFETIME). Nothing
 * is issued beyond its end, and the end is looked at whenever it is used, since the settings may have become shorter.
 */

/** When a session ends that is renewed now. @param createdAt when its user signed in */
export function sessionExpiry({ settings, now }: Scope, createdAt: Date): Date {
  const renewed = addSeconds(now, settings.session.age);
  const end = sessionEnd(settings, createdAt);
  return end !== null && end < renewed ? end : renewed;
}

/** Whether a session has reached its absolute age. */
export function isSessionOver({ settings, now }: Scope, createdAt: Date): boolean {
  const end = sessionEnd(settings, createdAt);
  return end !== null && end <= now;
}

function sessionEnd({ session }: Scope["settings"], createdAt: Date): Date | null {
  return session.absoluteAge === null ? null : addSeconds(createdAt, session.absoluteAge);
}

/**
 * The end of a token family, beyond which none of its tokens lives.
 * @param createdAt when it began here: for a token of another service, when that was first refreshed here
 * @returns seconds since the epoch; Infinity where there is no limit
 */
export function familyEnd({ settings }: Scope, createdAt: Date): number {
  const { absoluteLifetime } = settings.jwt;
  return absoluteLifetime === null ? Number.POSITIVE_INFINITY : toSeconds(createdAt) + absoluteLifetime;
}

/** The same for a token that may belong to no family: what another service made ends with itself. */
export function familyEndOf(scope: Scope, family: Pick<FamilyRow, "createdAt"> | null): number {
  return family === null ? Number.POSITIVE_INFINITY : familyEnd(scope, family.createdAt);
}

/** Whether a family has reached its absolute age. */
export function isFamilyOver(scope: Scope, family: Pick<FamilyRow, "createdAt"> | null): boolean {
  const end = familyEndOf(scope, family);
  return end !== Number.POSITIVE_INFINITY && fromSeconds(end) <= scope.now;
}
