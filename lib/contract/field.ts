import type { Message } from "./errors";
import { z } from "./zod";

/** Says everything that is wrong with a value. @returns what a check returns in place of a value */
export type Refuse = (...problems: readonly Message[]) => never;

/**
 * A field of a body as a zod schema. Its issues are messages of the catalogue: `message` holds the key, `params` what goes
 * into the text ({@link checkFields} reads them).
 * @param jsonSchema what the check takes, for the OpenAPI document
 * @param check is given what the body's parser made of the field, undefined where the body lacks it
 */
export function field<T>(
  jsonSchema: Readonly<Record<string, unknown>>,
  check: (raw: unknown, refuse: Refuse) => T,
) {
  return z
    .unknown()
    .transform(
      (raw, context): T =>
        check(raw, (...problems) => {
          for (const { key: message, params } of problems)
            context.addIssue({ code: "custom", message, ...(params ? { params } : {}) });
          return z.NEVER;
        }),
    )
    .meta(jsonSchema);
}
