import type { z } from "zod";
import { FieldErrors, type Message } from "@/lib/contract/errors";
import { fieldMessage } from "@/lib/contract/field_message";
import type { Fields } from "./body";

/** What is wrong besides each field's own rules, found with the fields that are well formed. */
export type FurtherCheck<Input> = (input: Partial<Input>) => Promise<Record<string, Message[]>>;

/**
 * Checks a body against its schema, field by field, so that everything that is wrong is told at once, in the
 * schema's order. Fields that the schema does not name are not looked at.
 * @throws FieldErrors
 */
export async function checkFields<S extends z.ZodObject>(
  schema: S,
  fields: Fields,
  further?: FurtherCheck<z.output<S>>,
): Promise<z.output<S>> {
  const input: Record<string, unknown> = {};
  const problems: Record<string, Message[]> = {};
  for (const [name, field] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
    const result = field.safeParse(Object.hasOwn(fields, name) ? fields[name] : undefined);
    if (result.success) input[name] = result.data;
    else problems[name] = result.error.issues.map(({ message }) => fieldMessage(message));
  }
  Object.assign(problems, await further?.(input as Partial<z.output<S>>));
  if (Object.keys(problems).length > 0) throw new FieldErrors(inOrder(problems, Object.keys(schema.shape)));
  return input as z.output<S>;
}

function inOrder(problems: Record<string, Message[]>, names: readonly string[]): Record<string, Message[]> {
  return Object.fromEntries(names.flatMap((name) => (problems[name] ? [[name, problems[name]]] : [])));
}
