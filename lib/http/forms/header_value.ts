/** A header's value with parameters, such as Content-Type or Content-Disposition. */
interface HeaderValue {
  /** What stands before the parameters, in lower case. */
  readonly value: string;
  /** By their names in lower case. Of an extended one (`name*=utf-8''…`), the name is without its asterisk. */
  readonly params: ReadonlyMap<string, string>;
}

/**
 * Reads a header's value as senders write it: with and without quotes and blanks, and with extended parameters (RFC 5987).
 * Source: django.utils.http.parse_header_parameters.
 */
export function parseHeaderValue(text: string): HeaderValue {
  const [value = "", ...rest] = splitAtSemicolons(text);
  const params = new Map<string, string>();
  for (const parameter of rest) {
    const at = parameter.indexOf("=");
    if (at < 0) continue;
    const name = parameter.slice(0, at).trim().toLowerCase();
    const content = unquoted(parameter.slice(at + 1).trim());
    if (name.endsWith("*")) params.set(name.slice(0, -1), decodeExtended(content));
    else params.set(name, content);
  }
  return { value: value.trim().toLowerCase(), params };
}

/** A semicolon in quotes separates nothing; nor does an escaped quote end them. */
function splitAtSemicolons(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\\" && isQuoted) at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ";" && !isQuoted) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, text.slice(start)];
}

function unquoted(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  return value.slice(1, -1).replace(/\\(["\\])/g, "$1");
}

/** `charset'language'percent-encoded`; a value that is not written so is returned as it is. */
function decodeExtended(value: string): string {
  const [charset, , encoded, ...rest] = value.split("'");
  if (encoded === undefined || rest.length > 0 || charset?.toLowerCase() !== "utf-8") return value;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return value;
  }
}
