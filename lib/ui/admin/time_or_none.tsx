import { DateTime } from "../account/date_time";

/** A time; a dash where there is none. `at` in milliseconds since the epoch. */
export function TimeOrNone({ at }: { at: number | null }) {
  return at === null ? <span aria-hidden="true">–</span> : <DateTime at={at} />;
}
