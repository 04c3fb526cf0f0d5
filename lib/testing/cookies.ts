/** Cookies as a client reads and sends them. */

import type { OutgoingHttpHeaders } from "node:http";
import type { Answer } from "./client";

/** The Cookie header with these names and values; none where there are no cookies. */
export function cookieHeader(cookies: Iterable<readonly [string, string]>): OutgoingHttpHeaders {
  const pairs = [...cookies].map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? {} : { Cookie: pairs.join("; ") };
}

/** The Cookie header that sends back what an answer has set. */
export function cookiesBack({ setCookies }: Answer): OutgoingHttpHeaders {
  return cookieHeader(setCookies.map(parseSetCookie).map(({ name, value }) => [name, value] as const));
}

/** Takes a Set-Cookie line apart. The attributes' names are in lower case; one without a value is "". */
export function parseSetCookie(line: string): {
  name: string;
  value: string;
  attributes: Map<string, string>;
} {
  const [pair = "", ...attributes] = line.split("; ");
  const [name = "", value = ""] = split(pair);
  return {
    name,
    value,
    attributes: new Map(
      attributes.map((attribute) => {
        const [key = "", text = ""] = split(attribute);
        return [key.toLowerCase(), text];
      }),
    ),
  };
}

function split(pair: string): string[] {
  const at = pair.indexOf("=");
  return at < 0 ? [pair] : [pair.slice(0, at), pair.slice(at + 1)];
}
