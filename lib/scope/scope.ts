import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/open";

/**
 * What everything that is done with accounts and sign-ins needs, whoever asks for it: a request, a command, a job.
 * Who the caller is has no place in it: see sessions/caller.ts.
 */
export interface Scope {
  readonly settings: Settings;
  readonly store: Store;
  /** The one instant at which all of it happens. */
  readonly now: Date;
}
