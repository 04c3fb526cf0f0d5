import type { CookieSpec } from "@/lib/contract/cookie";
import type { Caller } from "@/lib/sessions/caller";

/** What a page tells of a cookie: everything but its value. */
export interface CookieInfo extends CookieSpec {
  /** Of name and value together. */
  readonly bytes: number;
}

export function cookieInfo(caller: Caller, spec: CookieSpec): CookieInfo {
  return { ...spec, bytes: spec.name.length + 1 + (caller.cookie(spec.name)?.length ?? 0) };
}
