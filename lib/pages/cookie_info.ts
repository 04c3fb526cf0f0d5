import type { CookieSpec } from "@/lib/contract/cookie";
import type { Call } from "@/lib/sessions/call";

/** What a page tells of a cookie: everything but its value. */
export interface CookieInfo extends CookieSpec {
  /** Of name and value together. */
  readonly bytes: number;
}

export function cookieInfo(call: Call, spec: CookieSpec): CookieInfo {
  return { ...spec, bytes: spec.name.length + 1 + (call.cookie(spec.name)?.length ?? 0) };
}
