import type { Settings } from "@/lib/settings/settings";
import type { Row } from "./row";

/** Whether nobody signs in by the mode of a row (SIGN_IN_MODES). */
export function isModeOff({ mode }: Pick<Row, "mode">, { users }: Settings): boolean {
  return mode !== undefined && !users.signInModes.includes(mode);
}

/** Where the page of a mode that is off leads: to the same of the mode in use. */
export function entryInstead(page: string): string {
  return page.endsWith("/signup") ? "/signup" : "/signin";
}
