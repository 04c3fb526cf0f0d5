import type { z } from "zod";
import { inputSchema } from "../openapi";
import { markdownTable } from "./markdown";

type BaseSchema = z.core.JSONSchema.BaseSchema;

/**
 * The fields of an input as a Markdown table; empty where it has none.
 * @param place what the table calls them, such as "body"
 */
export function fieldsMarkdown(place: string, schema: z.ZodObject | undefined): string[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = inputSchema(schema);
  const rows = Object.entries(properties).map(([name, property]) => [
    `\`${name}\``,
    typeof property === "boolean" ? "any" : typeOf(property),
    required.includes(name) || place === "path" ? "yes" : "no",
    typeof property === "boolean" ? "" : aboutOf(property),
  ]);
  return rows.length === 0 ? [] : [markdownTable([place, "type", "required", "about"], rows)];
}

/** A field's type with its limits, such as "integer, 0 to 150, or null". */
export function typeOf(schema: BaseSchema): string {
  const choices = (schema.anyOf ?? []).flatMap((each) => (typeof each === "boolean" ? [] : [each]));
  const given = schema.type === undefined ? choices.find(({ type }) => type !== "null") : schema;
  const orNull = choices.some(({ type }) => type === "null") ? ["or null"] : [];
  if (given === undefined) return schema.enum?.includes(true) ? "boolean" : "any";
  return [kindOf(given, choices), ...limitsOf(given), ...orNull].join(", ");
}

function kindOf({ type, format, enum: values }: BaseSchema, choices: readonly BaseSchema[]): string {
  // Where several are taken, the others stand for it: a number for its digits, digits for a number.
  const kind = [type].flat()[0] ?? (values?.includes(true) ? "boolean" : "any");
  return format === "email" || choices.some((choice) => choice.format === "email") ? "e-mail address" : kind;
}

function limitsOf({ type, minimum, maximum, maxLength }: BaseSchema): string[] {
  if (minimum !== undefined && maximum !== undefined) return [`${minimum} to ${maximum}`];
  const isText = [type].flat()[0] === "string";
  return isText && maxLength !== undefined ? [`at most ${maxLength} characters`] : [];
}

function aboutOf({ description = "", default: usual }: BaseSchema): string {
  const otherwise = typeof usual === "boolean" ? `Default: ${usual}.` : "";
  return [description, otherwise].filter(Boolean).join(" ").replaceAll("|", "\\|");
}
