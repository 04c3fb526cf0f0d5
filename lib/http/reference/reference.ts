import { ERROR_CODES, type ErrorCode } from "@/lib/contract/codes";
import type { Access } from "../access";
import { outputSchema, refusalsByStatus } from "../openapi";
import { bodySchema, type Row } from "../row";
import { curlOf } from "./curl";
import { exampleOf } from "./example";
import { fieldsMarkdown } from "./fields";
import { anchor, readableJson } from "./markdown";

const CALLERS: Readonly<Record<Access, string>> = {
  anyone: "anyone; no `Authorization` header is looked at",
  valid_header: "anyone; a bad `Authorization` header is refused",
  behind_proxy: "a proxy, with the headers of a request to the app behind it",
  user: "a signed-in user",
  recent_user: "a signed-in user who gave the password lately (`RECENT_SIGNIN_AGE`)",
  staff: "staff",
  recent_staff: "staff who gave the password lately (`RECENT_SIGNIN_AGE`)",
};

const LIMITS: Readonly<Record<NonNullable<Row["limit"]>, string>> = {
  sign_in: "wrong passwords, by `THROTTLE_ACCOUNT` and `THROTTLE_ADDRESS`",
  sign_up: "`THROTTLE_SIGNUP`",
  code: "`THROTTLE_CODE`",
  mail: "`THROTTLE_MAIL`",
  change: "`THROTTLE_CHANGE`",
};

/** Told once for all endpoints, at the head of the document. */
const COMMON: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(["parse_error", "unsupported_media_type", "too_large", "not_acceptable"] as const),
  ...(["cross_site", "error", "unavailable"] as const),
]);
/** Of a credential that is not accepted: told once. */
const OF_CREDENTIAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(["bad_authorization_header", "token_not_valid", "user_not_found"] as const),
  ...(["user_inactive", "password_changed"] as const),
]);

/** The codes that the sections leave out, as a Markdown list. */
export function commonRefusalsMarkdown(): string {
  return [
    `- Every endpoint may answer, as far as it can apply: ${listed(COMMON)}.`,
    `- A credential that is not accepted: ${listed(OF_CREDENTIAL)}.`,
  ].join("\n");
}

function listed(codes: ReadonlySet<ErrorCode>): string {
  return [...codes].map((code) => `\`${code}\` (${ERROR_CODES[code].status})`).join(", ");
}

type Groups = Readonly<Record<string, readonly Row[]>>;

/** The endpoints by subject, each with a link to its section. */
export function contentsMarkdown(groups: Groups): string {
  return Object.entries(groups)
    .map(([heading, rows]) => `- [${heading}](${anchor(heading)}): ${rows.map(linkTo).join(" · ")}`)
    .join("\n");
}

/** A section for each endpoint. */
export function referenceMarkdown(groups: Groups): string {
  return Object.entries(groups)
    .map(([heading, rows]) => [`## ${heading}`, ...rows.map(sectionOf)].join("\n\n"))
    .join("\n\n");
}

function linkTo({ method, path }: Row): string {
  return `[\`${method} ${path}\`](${anchor(`${method} ${path}`)})`;
}

function sectionOf(row: Row): string {
  const facts = [
    `- Who may call it: ${CALLERS[row.access]}.`,
    ...(row.limit === undefined ? [] : [`- Limit: ${LIMITS[row.limit]} ([settings](settings.md#limits)).`]),
    ...(row.page === undefined ? [] : [`- Its page, to which it leads a browser: \`${row.page}\`.`]),
  ];
  return [
    `### ${row.method} ${row.path}`,
    row.summary,
    facts.join("\n"),
    ...fieldsMarkdown("path", row.params),
    ...fieldsMarkdown("query", row.query),
    ...fieldsMarkdown("body", bodySchema(row)),
    fenced("sh", curlOf(row)),
    ...Object.entries(row.responses).flatMap(answerOf),
    ...refusalsOf(row),
  ].join("\n\n");
}

function answerOf([status, { description, body }]: [string, Row["responses"][number]]): string[] {
  const head = `**${status}** ${description}`;
  if (body === null) return [head];
  const schema = outputSchema(body);
  const notes = notesOf(schema);
  return [
    head,
    fenced("json", readableJson(exampleOf(schema))),
    ...(notes.length === 0 ? [] : [notes.join("\n")]),
  ];
}

/** What the schema says of an answer's members, where that is more than the example shows. */
function notesOf(schema: ReturnType<typeof outputSchema>): string[] {
  const { properties = {} } = schema.type === "array" && isObject(schema.items) ? schema.items : schema;
  return Object.entries(properties).flatMap(([name, property]) =>
    isObject(property) && property.description !== undefined && property.type !== "object"
      ? [`- \`${name}\`: ${property.description}`]
      : [],
  );
}

function isObject(schema: unknown): schema is ReturnType<typeof outputSchema> {
  return typeof schema === "object" && schema !== null && !Array.isArray(schema);
}

/** The codes that a section names: its own, and those of a credential where only some of them can come. */
function refusalsOf(row: Row): string[] {
  const takesCredential = row.access !== "anyone";
  const own = [...refusalsByStatus(row)].flatMap(([status, codes]) =>
    codes
      .filter((code) => !COMMON.has(code) && !(takesCredential && OF_CREDENTIAL.has(code)))
      .map((code) => `\`${code}\` (${status})`),
  );
  const hasFields = [row.query, bodySchema(row)].some(
    (schema) => schema !== undefined && Object.keys(schema.shape).length > 0,
  );
  const refusals = [
    ...(hasFields ? ["[fields that are wrong](#refusals) (400)"] : []),
    ...own,
    ...(takesCredential ? ["[a credential that is not accepted](#refusals) (401)"] : []),
  ];
  return refusals.length === 0 ? [] : [`Refusals: ${refusals.join(", ")}.`];
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
