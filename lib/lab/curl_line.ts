import type { Lab } from "./open_labs";
import type { Sending } from "./sending";

/** For `-X HEAD`, curl waits for a body. */
const OPTIONS: Readonly<Record<string, string>> = { GET: "-i", HEAD: "-I" };

/**
 * The same request for a terminal, at the lab's own doors. Not by `-d`, which sends a file where the body begins with an @: whoever knows
 * the lab could have its visitor send one.
 */
export function curlLine(
  { id, settings }: Pick<Lab, "id" | "settings">,
  { door, method, path, headers, body }: Pick<Sending, "door" | "method" | "path" | "headers" | "body">,
): string {
  const url = `${settings.origin}/lab/${door === "ours" ? "door" : "neighbour"}/${id}${path}`;
  const told = headers.filter(([name]) => name !== "User-Agent");
  const parts = [
    // Without -g, brackets of an address are several addresses.
    `curl ${OPTIONS[method] ?? `-i -X ${method}`} ${/[[\]{}]/.test(url) ? "-g " : ""}${quoted(url)}`,
    ...told.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return parts.join(" \\\n  ");
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
