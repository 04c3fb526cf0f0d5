import type { FormTask, Mode } from "@/lib/contract/mode";
import { withNext } from "@/lib/contract/next_path";

export { type FormTask, formPage, MODES, type Mode } from "@/lib/contract/mode";

/** By which texts name a mode: by itself, where it is the only one, not at all. */
export function wordedMode(mode: Mode, modes: readonly Mode[]): Mode | "only" {
  return modes.length === 1 ? "only" : mode;
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
