import { z } from "zod";
import { type AccountShape, USUAL_SHAPE } from "@/lib/contract/account_shape";
import { ERROR_CODES, type ErrorCode } from "@/lib/contract/codes";
import { fieldErrorsSchema, refusalSchema } from "@/lib/contract/responses";
import type { Settings } from "@/lib/settings/settings";
import type { Access } from "./access";
import { entryInstead, isModeOff } from "./mode_off";
import { router } from "./router";
import { bodySchema, type Row } from "./row";

type JsonObject = { readonly [key: string]: unknown };

/** What every endpoint can refuse with. */
const ALWAYS: readonly ErrorCode[] = ["parse_error", "not_acceptable", "error", "unavailable"];
/** What follows from a body that is read. */
const OF_BODY: readonly ErrorCode[] = ["unsupported_media_type", "too_large"];
/** What a presented token is refused with. */
const OF_HEADER: readonly ErrorCode[] = [
  "bad_authorization_header",
  "token_not_valid",
  "user_not_found",
  "user_inactive",
  "password_changed",
];
const OF_STAFF: readonly ErrorCode[] = [
  ...OF_HEADER,
  ...(["not_authenticated", "permission_denied", "mfa_required"] as const),
];
const OF_ACCESS: Readonly<Record<Access, readonly ErrorCode[]>> = {
  anyone: [],
  valid_header: OF_HEADER,
  behind_proxy: [...OF_HEADER, "not_authenticated"],
  user: [...OF_HEADER, "not_authenticated"],
  recent_user: [...OF_HEADER, "not_authenticated", "confirm_required"],
  staff: OF_STAFF,
  recent_staff: [...OF_STAFF, "confirm_required"],
};

/** Every code that a row may refuse with, its own and those that follow from its other columns. */
export function refusalsOf(row: Row): readonly ErrorCode[] {
  return [
    ...new Set<ErrorCode>([
      ...row.refusals,
      ...OF_ACCESS[row.access],
      ...(bodySchema(row) ? OF_BODY : []),
      ...(row.limit === undefined ? [] : ["throttled" as const]),
      ...(row.mode === undefined ? [] : ["sign_in_mode_off" as const]),
      ...(row.method === "GET" ? [] : ["cross_site" as const]),
      ...ALWAYS,
    ]),
  ];
}

/** The OpenAPI 3.1 document of the endpoints. @param shape of which bodies are described */
export function openapiDocument(
  rows: readonly Row[],
  settings: Settings,
  shape: AccountShape = USUAL_SHAPE,
): JsonObject {
  const paths = router(rows).routes.map(({ path, rows: byMethod, first }) => [
    path,
    {
      ...(first.page === undefined ? {} : { get: pageOperation(first, settings) }),
      ...Object.fromEntries(
        [...byMethod.values()].map((row) => [
          row.method.toLowerCase(),
          operation(row, shape, isModeOff(row, settings)),
        ]),
      ),
    },
  ]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Latchkey",
      version: "0.1.0",
      description:
        "Sign-up and sign-in by cookie session and by JWT. Paths are taken with and without a trailing slash.",
    },
    servers: [{ url: settings.origin }],
    paths: Object.fromEntries(paths),
    components: { securitySchemes: securitySchemes(settings) },
  };
}

function securitySchemes({ jwt, session }: Settings): JsonObject {
  const cookie = (name: string) => ({ type: "apiKey", in: "cookie", name });
  return {
    bearer:
      jwt.headerName === "authorization"
        ? { type: "http", scheme: jwt.headerTypes[0]?.toLowerCase(), bearerFormat: "JWT" }
        : { type: "apiKey", in: "header", name: jwt.headerName },
    tokenCookie: cookie(jwt.cookies.access.name),
    sessionCookie: cookie(session.cookie.name),
  };
}

function operation(row: Row, shape: AccountShape, isOff: boolean): JsonObject {
  const body = bodySchema(row, () => shape);
  const isOpen = row.access === "anyone" || row.access === "valid_header";
  const parameters = [...parametersIn("path", row.params), ...parametersIn("query", row.query)];
  return {
    operationId: `${row.method.toLowerCase()}${row.path.replace(/\W+/g, "_")}`,
    summary: row.summary,
    ...(isOpen ? {} : { security: [{ bearer: [] }, { tokenCookie: [] }, { sessionCookie: [] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body ? { requestBody: requestBody(body) } : {}),
    responses: { ...(isOff ? {} : successResponses(row)), ...refusalResponses(row, body) },
  };
}

/** What a browser gets that opens the address of a form; other clients are refused, after their credentials were checked. */
function pageOperation(row: Row, settings: Settings): JsonObject {
  const { path, page = "/", name, access } = row;
  const codes: ErrorCode[] = ["method_not_allowed", ...OF_ACCESS[access], ...ALWAYS];
  const byStatus = groupByStatus(codes, (code) => [ERROR_CODES[code].status]);
  return {
    operationId: `open${path.replace(/\W+/g, "_")}`,
    summary: `Redirects a browser to the page of ${name}.`,
    responses: {
      303: redirect(`The page is at ${isModeOff(row, settings) ? entryInstead(page) : page}.`),
      ...Object.assign({}, ...[...byStatus].map(([status, its]) => refusalResponse(status, its))),
    },
  };
}

function parametersIn(place: "path" | "query", schema: z.ZodObject | undefined): JsonObject[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = inputSchema(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function requestBody(schema: z.ZodObject): JsonObject {
  const content = { schema: inputSchema(schema) };
  return {
    required: (content.schema.required ?? []).length > 0,
    content: {
      "application/json": content,
      "application/x-www-form-urlencoded": content,
      "multipart/form-data": content,
    },
  };
}

function successResponses(row: Row): JsonObject {
  const responses = Object.entries(row.responses).map(([status, response]) => [
    status,
    successResponse(status, response),
  ]);
  const isForm = row.page !== undefined || row.formPages !== undefined;
  return {
    ...Object.fromEntries(responses),
    ...(isForm
      ? { 303: redirect("For a form post: to the next page, or back to the form with what is wrong.") }
      : {}),
  };
}

function successResponse(status: string, { description, body }: Row["responses"][number]): JsonObject {
  if (status.startsWith("3")) return redirect(description);
  return body === null ? { description } : { description, content: json(outputSchema(body)) };
}

/** Every code that a row may refuse with, by the statuses that it comes with. */
export function refusalsByStatus(row: Row): Map<number, ErrorCode[]> {
  return groupByStatus(refusalsOf(row), (code) => statusesOf(row, code));
}

function refusalResponses(row: Row, body: z.ZodObject | undefined): JsonObject {
  const byStatus = refusalsByStatus(row);
  const inputs = [row.params, row.query, body].filter((schema) => schema !== undefined);
  const names = inputs.flatMap((schema) => Object.keys(schema.shape));
  const fields = body ? [...names, "non_field_errors"] : names;
  if (fields.length > 0 && !byStatus.has(400)) byStatus.set(400, []);
  return Object.assign({}, ...[...byStatus].map(([status, codes]) => refusalResponse(status, codes, fields)));
}

function groupByStatus(
  codes: readonly ErrorCode[],
  statusesOf: (code: ErrorCode) => number[],
): Map<number, ErrorCode[]> {
  const grouped = new Map<number, ErrorCode[]>();
  for (const code of codes)
    for (const status of statusesOf(code)) grouped.set(status, [...(grouped.get(status) ?? []), code]);
  return grouped;
}

/** A code that a row refuses with under a status of its own can still come from the step before it, with its usual one. */
function statusesOf(row: Row, code: ErrorCode): number[] {
  const own = row.refusalStatus?.[code];
  const fromAccess = OF_ACCESS[row.access].includes(code);
  return own === undefined || fromAccess
    ? [ERROR_CODES[code].status, ...(own === undefined ? [] : [own])]
    : [own];
}

function refusalResponse(
  status: number,
  codes: readonly ErrorCode[],
  fields: readonly string[] = [],
): JsonObject {
  const schemas = [
    ...(status === 400 && fields.length > 0 ? [outputSchema(fieldErrorsSchema(fields))] : []),
    ...(codes.length > 0 ? [outputSchema(refusalSchema(codes))] : []),
  ];
  const schema = schemas.length === 1 ? schemas[0] : { anyOf: schemas };
  const meanings = codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].meaning}`);
  const description = meanings.length > 0 ? meanings.join("\n\n") : "What is wrong with the input.";
  return { [status]: { description, ...headersOf(status), content: json(schema) } };
}

function headersOf(status: number): JsonObject {
  const names: Readonly<Record<number, string>> = {
    401: "WWW-Authenticate",
    405: "Allow",
    429: "Retry-After",
    503: "Retry-After",
  };
  const name = names[status];
  return name === undefined ? {} : { headers: { [name]: { schema: { type: "string" } } } };
}

function redirect(description: string): JsonObject {
  return { description, headers: { Location: { required: true, schema: { type: "string" } } } };
}

function json(schema: JsonObject = {}): JsonObject {
  return { "application/json": { schema } };
}

/** The JSON Schema of what a schema takes. */
export function inputSchema(schema: z.ZodType) {
  return withoutDialect(z.toJSONSchema(schema, { io: "input" }));
}

/** The JSON Schema of what a schema gives. */
export function outputSchema(schema: z.ZodType) {
  return withoutDialect(z.toJSONSchema(schema, { io: "output" }));
}

/** OpenAPI 3.1 names its dialect once for the whole document. */
function withoutDialect({
  $schema: _,
  ...schema
}: z.core.JSONSchema.BaseSchema): z.core.JSONSchema.BaseSchema {
  return schema;
}
