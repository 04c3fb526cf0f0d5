import type { Lab } from "./open_labs";
import type { Sending } from "./sending";

/** The same request for a terminal, at the lab's own doors. */
export function curlLine(
  { id, settings }: Pick<Lab, "id" | "settings">,
  { door, method, path, headers, body }: Pick<Sending, "door" | "method" | "path" | "headers" | "body">,
): string {
  const url = `${settings.origin}/lab/${door === "ours" ? "door" : "neighbour"}/${id}${path}`;
  const told = headers.filter(([name]) => name !== "User-Agent");
  const parts = [
    `curl -i${method === "GET" ? "" : ` -X ${method}`} ${quoted(url)}`,
    ...told.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`-d ${quoted(body)}`]),
  ];
  return parts.join(" \\\n  ");
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
