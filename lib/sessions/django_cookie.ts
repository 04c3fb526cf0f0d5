import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";

/** A key of django_session: 32 letters and digits as Django makes it, 8 at least, as it takes it, and 40 at most. */
const KEY = /^[\w-]{8,40}$/;

/**
 * The key of the Django session that a request brings; null where there is none, where several came, or where sessions are not
 * taken over (DJANGO_SESSION_COOKIE).
 */
export function djangoKeyOf({ settings, store }: Scope, caller: Caller): string | null {
  const spec = settings.session.djangoCookie;
  if (spec === null || !store.schema.hasDjangoSessions) return null;
  const key = caller.cookie(spec.name);
  return key !== null && KEY.test(key) ? key : null;
}

/**
 * Clears Django's session cookie where one came, after its session has ended here. Only a cookie of this host alone, with the path
 * `/`, goes by that (Django's own SESSION_COOKIE_DOMAIN is not known here): what stays stands for nothing.
 */
export function clearDjangoCookie({ settings }: Scope, caller: Caller): SetCookie[] {
  const spec = settings.session.djangoCookie;
  return spec !== null && caller.hasCookie(spec.name) ? [clearCookie(spec)] : [];
}
