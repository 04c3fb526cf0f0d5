import { z } from "./zod";

/**
 * A field for which there is no column. It may be absent, null or empty: a value that would be lost is refused.
 * @param none what it then is
 */
export function unstoredField<T>(none: T) {
  return z
    .unknown()
    .transform((raw, context): T => {
      if (raw === undefined || raw === null || raw === "") return none;
      context.addIssue({ code: "custom", message: "not_stored" });
      return z.NEVER;
    })
    .optional()
    .transform((value): T => value ?? none)
    .meta({ type: ["string", "null"], maxLength: 0, description: "Not stored here: absent, null or empty." });
}
