import type { FieldMessage } from "./errors";
import { z } from "./zod";

/** Reports what is wrong with a value. @returns zod's NEVER, which the check returns in place of a value */
export type Refuse = (...problems: readonly FieldMessage[]) => never;

/**
 * A required field of a body as a zod schema. Its issues are messages of the catalogue, which checkFields reads: `message`
 * holds the key, `params` the parameters. Absent and null are refused first, as in DRF (Field.validate_empty_values).
 * @param jsonSchema describes what the check takes, for the OpenAPI document
 * @param check is given the field as the body's parser left it
 */
export function field<T>(
  jsonSchema: Readonly<Record<string, unknown>>,
  check: (raw: unknown, refuse: Refuse) => T,
) {
  return z
    .unknown()
    .transform((raw, context): T => {
      const refuse: Refuse = (...problems) => {
        for (const { key: message, params } of problems)
          context.addIssue({ code: "custom", message, ...(params ? { params } : {}) });
        return z.NEVER;
      };
      if (raw === undefined) return refuse({ key: "required" });
      if (raw === null) return refuse({ key: "null" });
      return check(raw, refuse);
    })
    .meta(jsonSchema);
}
