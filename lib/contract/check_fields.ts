import { FieldErrors, type FieldMessage } from "./errors";
import { isFieldMessageKey } from "./field_messages";
import type { z } from "./zod";

/** The fields of a body, by name, as its parser left them. */
export type Fields = Readonly<Record<string, unknown>>;

type Problems = Record<string, FieldMessage[]>;

/** What is wrong besides each field's own rules, by field. It is given only those fields that passed them. */
export type FurtherCheck<Input> = (input: Partial<Input>) => Promise<Problems>;

interface CheckOptions<Input> {
  /** The fields come from an HTML form, which can send null only as an empty string. */
  readonly isForm?: boolean;
  readonly further?: FurtherCheck<Input> | undefined;
}

/**
 * Checks a body against its schema. Each field is checked by itself, so that everything that is wrong is told at once, in
 * the schema's order. Fields that the schema does not name are ignored.
 * @returns the fields' values, with defaults for those that the body lacks
 * @throws FieldErrors
 */
export async function checkFields<S extends z.ZodObject>(
  schema: S,
  fields: Fields,
  { isForm = false, further }: CheckOptions<z.output<S>> = {},
): Promise<z.output<S>> {
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
  const input: Record<string, unknown> = {};
  const problems: Problems = {};
  for (const [name, field] of Object.entries(shape)) {
    const result = parse(field, Object.hasOwn(fields, name) ? fields[name] : undefined, isForm);
    if (result.success) input[name] = result.data;
    else problems[name] = result.error.issues.map(messageOf);
  }
  if (further) Object.assign(problems, await further(input as Partial<z.output<S>>));
  if (Object.keys(problems).length > 0) throw new FieldErrors(inOrder(problems, Object.keys(shape)));
  return input as z.output<S>;
}

function parse(field: z.ZodType, raw: unknown, isForm: boolean): z.ZodSafeParseResult<unknown> {
  const result = field.safeParse(raw);
  if (!isForm || raw !== "" || result.success) return result;
  // An empty input of a form counts as null where the field refuses "" and takes null (rest_framework.fields.Field.get_value).
  const asNull = field.safeParse(null);
  return asNull.success ? asNull : result;
}

/** Our fields put a key of the catalogue into an issue's `message`. Any other issue is zod's own: invalid_value. */
function messageOf(issue: z.core.$ZodIssue): FieldMessage {
  if (!isFieldMessageKey(issue.message)) return { key: "invalid_value" };
  const params = issue.code === "custom" ? issue.params : undefined;
  return params === undefined ? { key: issue.message } : { key: issue.message, params };
}

/** Problems that concern no field of the schema come last. */
function inOrder(problems: Problems, names: readonly string[]): Problems {
  const all = [...new Set([...names, ...Object.keys(problems)])];
  return Object.fromEntries(all.flatMap((name) => (problems[name] ? [[name, problems[name]]] : [])));
}
