import { withNext } from "./next_path";

/** The two ways of staying signed in. Pages and endpoints call `token` jwt. */
export type Mode = "session" | "token";

export const MODES = ["session", "token"] as const satisfies readonly Mode[];

const folder: Record<Mode, string> = { session: "/session", token: "/jwt" };

/** What a mode's forms do: sign in, sign up, finish a sign-in with a code. */
export type FormTask = (typeof FORM_TASKS)[number];
export const FORM_TASKS = ["signin", "signup", "totp"] as const;

/** The address of a mode's form. */
export function formPage(mode: Mode, task: FormTask, next?: string): string {
  return withNext(`${folder[mode]}/${task}`, next);
}
