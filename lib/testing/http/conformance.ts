/** Checks responses against an OpenAPI 3.1 document, and says in sentences what the document does not describe. */

import {
  child,
  findPath,
  type OpenApiDocument,
  operationsOf,
  type Place,
  pathnameOf,
  responseOf,
} from "./openapi_document";
import { excerpt, schemaProblems } from "./openapi_schema";

/** What a server answered to a request. */
export interface Exchange {
  readonly method: string;
  /** With or without a query, and with or without a trailing slash. */
  readonly path: string;
  readonly status: number;
  /** By name in lower case, as node:http has them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it came. */
  readonly text: string;
}

/**
 * Every way in which an answer deviates from the document, a sentence each; empty where it conforms.
 *
 * HTTP itself allows what a document need not describe: HEAD is GET without a body (RFC 9110, 9.3.2), OPTIONS lists the
 * allowed methods (9.3.7), and a method that the path does not have is answered 405 (15.5.6) or refused before that.
 */
export function deviations(document: OpenApiDocument, exchange: Exchange): string[] {
  const path = findPath(document, exchange.path);
  if (path === null) return [`The document has no path ${pathnameOf(exchange.path)}.`];
  const method = methodOf(exchange).toLowerCase();
  if (method === "options" && exchange.status === 200)
    return sentences(path, exchange, missing("Allow", exchange));
  const operations = operationsOf(document, path);
  const own = operations[method === "head" ? "get" : method];
  if (own) {
    const response = responseOf(document, own, exchange.status);
    if (response !== null) return sentences(path, exchange, problemsOf(document, response, exchange));
    return [`${exchange.method} ${path} is not described as answering ${exchange.status}.`];
  }
  if (exchange.status === 405) return sentences(path, exchange, missing("Allow", exchange));
  // The document does not describe this method, so any refusal that it describes anywhere will do.
  const refusals = Object.keys(document.paths)
    .flatMap((other) => Object.values(operationsOf(document, other)))
    .map((operation) => (exchange.status < 400 ? null : responseOf(document, operation, exchange.status)))
    .filter((response) => response !== null)
    .map((response) => problemsOf(document, response, exchange));
  if (refusals.length === 0)
    return [`The document has no ${exchange.method} ${path}, which answered ${exchange.status}.`];
  const [fewest = []] = refusals.sort((a, b) => a.length - b.length);
  return sentences(path, exchange, fewest);
}

/** A form names the method that it stands for in the address (lib/http/form_method.ts), and only a form is redirected. */
function methodOf({ method, path, status }: Exchange): string {
  const named = new URL(path, "http://here.invalid").searchParams.get("_method");
  return method === "POST" && status === 303 && named !== null ? named : method;
}

function sentences(path: string, { method, status }: Exchange, problems: readonly string[]): string[] {
  return problems.map((problem) => `${method} ${path} answered ${status}, but ${problem}`);
}

function problemsOf(document: OpenApiDocument, response: Place, exchange: Exchange): string[] {
  const body = exchange.method === "HEAD" ? emptiness(exchange) : bodyProblems(document, response, exchange);
  return [...headerProblems(document, response, exchange), ...body];
}

function missing(name: string, { headers }: Exchange): string[] {
  return headers[name.toLowerCase()] === undefined ? [`the header ${name} is missing.`] : [];
}

/** A header that a response describes must be there where it is required, and fit its schema. */
function headerProblems(document: OpenApiDocument, response: Place, exchange: Exchange): string[] {
  const described = child(document, response, "headers");
  return Object.keys(described?.value ?? {}).flatMap((name) => {
    const header = child(document, described, name);
    const value = exchange.headers[name.toLowerCase()];
    if (value === undefined) return header?.value.required === true ? missing(name, exchange) : [];
    const schema = child(document, header, "schema");
    const text = typeof value === "string" ? value : value.join(", ");
    return schema === null ? [] : schemaProblems(document, schema, text, `the header ${name}`);
  });
}

function bodyProblems(document: OpenApiDocument, response: Place, exchange: Exchange): string[] {
  const content = child(document, response, "content");
  const types = Object.keys(content?.value ?? {});
  if (types.length === 0) return emptiness(exchange);
  const type = String(exchange.headers["content-type"] ?? "")
    .replace(/;.*/, "")
    .trim()
    .toLowerCase();
  if (!types.includes(type)) return [`its content type is "${type}", not ${types.join(" or ")}.`];
  const schema = child(document, child(document, content, type), "schema");
  if (schema === null || !/[/+]json$/.test(type)) return [];
  try {
    return schemaProblems(document, schema, JSON.parse(exchange.text), "the body");
  } catch (error) {
    if (error instanceof SyntaxError) return [`the body is not JSON: ${excerpt(exchange.text)}`];
    throw error;
  }
}

function emptiness({ text }: Exchange): string[] {
  return text === "" ? [] : [`there is a body where none is described: ${excerpt(text)}`];
}
