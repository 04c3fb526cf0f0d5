import { DEFAULT_NEXT } from "@/lib/contract/next_path";

/** The two ways of staying signed in. `token` lives under /jwt, as its endpoints do. */
export type Mode = "session" | "token";

const folder: Record<Mode, string> = { session: "/session", token: "/jwt" };

/** A form page of one mode. */
export function formPage(mode: Mode, task: "signin" | "signup", next?: string): string {
  return withNext(`${folder[mode]}/${task}`, next);
}

/** `next` rides along only when it says more than the default would. */
export function withNext(path: string, next?: string): string {
  return next === undefined || next === DEFAULT_NEXT ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** The endpoint that renews tokens. */
export const REFRESH = "/user/jwt_refresh";

/** The endpoint behind that form. */
export function endpointOf(mode: Mode, task: "signin" | "signup" | "signout"): string {
  return `/user/${mode === "session" ? "session" : "jwt"}_${task}`;
}
