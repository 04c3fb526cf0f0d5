/** Looks up paths, operations and responses in an OpenAPI 3.1 document, and resolves each `$ref` to `#/…`. */

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, object>>;
}

/** A value in a document, with its JSON pointer (RFC 6901). */
export interface Place {
  readonly pointer: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The object that is a place's member of this name, its `$ref` resolved; null where there is none. */
export function child(document: OpenApiDocument, place: Place | null, name: string): Place | null {
  const value = place?.value[name];
  if (place === null || !isObject(value)) return null;
  if (typeof value.$ref !== "string") return { pointer: `${place.pointer}/${escaped(name)}`, value };
  const steps = value.$ref.replace(/^#\//, "").split("/").map(unescaped);
  return steps.reduce<Place | null>((at, step) => child(document, at, step), root(document));
}

function root(document: OpenApiDocument): Place {
  return { pointer: "", value: { ...document } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescaped(step: string): string {
  return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** A request's path without query and trailing slash. A `#` in it is not the beginning of a fragment (RFC 9110, 7.1). */
export function pathnameOf(path: string): string {
  const pathname = path.split("?", 1)[0] ?? "";
  return pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
}

/**
 * The path of the document that stands for a request's, such as `/user/sessions/{id}`; one without parameters goes before
 * one with some. Null where there is none.
 */
export function findPath({ paths }: OpenApiDocument, path: string): string | null {
  const pathname = pathnameOf(path);
  const templates = Object.keys(paths).sort((a, b) => parameters(a) - parameters(b));
  return templates.find((template) => patternOf(template).test(pathname)) ?? null;
}

function parameters(template: string): number {
  return template.split("{").length - 1;
}

function patternOf(template: string): RegExp {
  const parts = pathnameOf(template).split(/\{[^}]*\}/);
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&")).join("[^/]+")}$`);
}

/** The operations of a path, by their methods in lower case. */
export function operationsOf(document: OpenApiDocument, path: string): Readonly<Record<string, Place>> {
  const item = child(document, child(document, root(document), "paths"), path);
  const operations = Object.keys(item?.value ?? {}).map(
    (name) => [name, child(document, item, name)] as const,
  );
  return Object.fromEntries(
    operations.flatMap(([name, place]) => (place?.value.responses === undefined ? [] : [[name, place]])),
  );
}

/** An operation's response for a status: by its number, its class (`4XX`) or the default; null where there is none. */
export function responseOf(document: OpenApiDocument, operation: Place, status: number): Place | null {
  const responses = child(document, operation, "responses");
  const names = [`${status}`, `${Math.floor(status / 100)}XX`, "default"];
  const name = names.find((name) => responses?.value[name] !== undefined);
  return name === undefined ? null : child(document, responses, name);
}
