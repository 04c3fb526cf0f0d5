import { withNext } from "@/lib/contract/next_path";

/** The two ways of staying signed in. Pages and endpoints call `token` jwt. */
export type Mode = "session" | "token";

export const MODES = ["session", "token"] as const satisfies readonly Mode[];

const folder: Record<Mode, string> = { session: "/session", token: "/jwt" };

/** What a mode's forms do: sign in, sign up, finish a sign-in with a code. */
export type FormTask = "signin" | "signup" | "totp";

/** The address of a mode's form. */
export function formPage(mode: Mode, task: FormTask, next?: string): string {
  return withNext(`${folder[mode]}/${task}`, next);
}

/** The page that verifies an address. @param next where to go on afterwards */
export function verifyPage(next?: string): string {
  return withNext("/email/verify", next);
}

/** Where its forms post, with what its query says afterwards. */
export function verifyEndpoint(next: string): string {
  return `/user/email_verify?next=${encodeURIComponent(afterwards("verified", next))}`;
}

export function resendEndpoint(next: string): string {
  return `/user/email_resend?next=${encodeURIComponent(afterwards("sent", next))}`;
}

function afterwards(what: "verified" | "sent", next: string): string {
  return `${verifyPage()}?${new URLSearchParams({ [what]: "1", next })}`;
}

/** The endpoint that refreshes tokens. */
export const REFRESH_ENDPOINT = "/user/jwt_refresh";

/** The address that refreshes tokens for the sake of a page: a form that posts there is redirected to the page. */
export function refreshFor(next: string): string {
  return `${REFRESH_ENDPOINT}?next=${encodeURIComponent(next)}`;
}

/** The endpoint that a mode's form posts to. @param next where a form without scripts leads to */
export function endpointOf(mode: Mode, task: FormTask | "signout", next?: string): string {
  return withNext(`/user/${mode === "session" ? "session" : "jwt"}_${task}`, next);
}
