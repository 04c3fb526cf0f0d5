import { inputSchema } from "../openapi";
import { bodySchema, type Row } from "../row";
import { exampleOf } from "./example";

const ORIGIN = "http://127.0.0.1:8000";

/** The body that the documents give as an example; undefined where nothing of a body is read. */
export function exampleBody(row: Row): Readonly<Record<string, unknown>> | undefined {
  const schema = bodySchema(row);
  if (schema === undefined) return undefined;
  const { properties = {}, required = [] } = inputSchema(schema);
  const names = Object.keys(properties);
  const shown = row.exampleFields ?? (required.length > 0 ? required : names.slice(0, 1));
  if (shown.length === 0) return undefined;
  return Object.fromEntries(shown.map((name) => [name, exampleOf(properties[name] ?? true, name)]));
}

/** A call of the endpoint by curl, whose file `jar` keeps the cookies. */
export function curlOf(row: Row): string {
  const method = row.method === "GET" ? "" : ` -X ${row.method}`;
  const body = exampleBody(row);
  const url = ORIGIN + row.path.replaceAll("{", "$").replaceAll("}", "");
  const data =
    body === undefined ? "" : ` -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`;
  return `curl${jarOf(row)}${method} ${url}${data}`;
}

/** What signs somebody in begins the jar; what changes something may set or clear cookies in it. */
function jarOf({ access, method, limit }: Row): string {
  const isOpen = access === "anyone" || access === "valid_header";
  if (access === "anyone" || (isOpen && method === "GET")) return "";
  if (isOpen && (limit === "sign_in" || limit === "sign_up")) return " -c jar";
  return method === "GET" ? " -b jar" : " -b jar -c jar";
}
