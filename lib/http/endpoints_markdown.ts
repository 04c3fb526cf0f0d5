import { ERROR_CODES, type ErrorCode } from "@/lib/contract/codes";
import { inputSchema, refusalsOf } from "./openapi";
import { bodySchema, type Row } from "./row";

/** The endpoints as a Markdown table, in the order of their rows. */
export function endpointsMarkdown(rows: readonly Row[]): string {
  return table(
    ["endpoint", "body", "what it does", "success"],
    rows.map((row) => [`\`${row.method} ${row.path}\``, fieldsOf(row), row.summary, successOf(row)]),
  );
}

/** The codes that endpoints refuse with, as a Markdown table. */
export function codesMarkdown(rows: readonly Row[]): string {
  const used = new Set<ErrorCode>(["method_not_allowed", ...rows.flatMap(refusalsOf)]);
  const codes = Object.entries(ERROR_CODES).filter(([code]) => used.has(code as ErrorCode));
  return table(
    ["code", "status", "meaning"],
    codes.map(([code, { status, meaning }]) => [`\`${code}\``, `${status}`, meaning]),
  );
}

function fieldsOf(row: Row): string {
  const body = bodySchema(row);
  if (body === undefined) return "–";
  const { properties = {}, required = [] } = inputSchema(body);
  const names = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
  return names.length === 0 ? "–" : names.join(", ");
}

function successOf({ responses }: Row): string {
  return Object.entries(responses)
    .map(([status, { description }]) => `${status}: ${description}`)
    .join("<br>");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
