/** The two ways of staying signed in. `token` lives under /jwt, as its endpoints do. */
export type Mode = "session" | "token";

const folder: Record<Mode, string> = { session: "/session", token: "/jwt" };

/** A form page of one mode; `next` rides along only when it says more than the default would. */
export function formPage(mode: Mode, task: "signin" | "signup", next?: string): string {
  const path = `${folder[mode]}/${task}`;
  return next === undefined || next === "/account" ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** The endpoint behind that form. */
export function endpointOf(mode: Mode, task: "signin" | "signup" | "signout"): string {
  return `/user/${mode === "session" ? "session" : "jwt"}_${task}`;
}
