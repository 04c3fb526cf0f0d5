/** The log of the code that a test runs. */

import { noteLeaks } from "./leaks";

/** Lines about sign-ins, which nearly every test would print. */
const USUAL = /"event":"(?:signed_in|signed_out|sign_in_ended|sign_in_refused)"/;
const PRINT = Symbol.for("latchkey.print_log_line");
const shared = globalThis as { [PRINT]?: (line: string) => void };

/** Lines about sign-ins since the last test. */
export const signInLines: string[] = [];

/** Takes every line that is logged from now on; those that are not about sign-ins go on to the console. */
export function watchLog(): void {
  shared[PRINT] = (line) => {
    noteLeaks(line);
    if (USUAL.test(line)) signInLines.push(line);
    else console.error(line);
  };
}
