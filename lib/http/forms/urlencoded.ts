import type { Decode } from "../charset";

/**
 * The names and values of a urlencoded form, in its charset. A browser that encodes a page of another charset, and a
 * program that says so in its Content-Type, percent-encode the bytes of that charset.
 * Source: django.http.QueryDict and urllib.parse.parse_qsl, which replace what they cannot decode: two passwords would be one.
 * @throws TypeError where bytes are not in the charset
 */
export function parseUrlencoded(bytes: Uint8Array, decode: Decode): [name: string, value: string][] {
  return decode(bytes)
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at < 0
        ? [unescaped(pair, decode), ""]
        : [unescaped(pair.slice(0, at), decode), unescaped(pair.slice(at + 1), decode)];
    });
}

/** Runs of ASCII are decoded as a whole: in Shift_JIS, `%83A` is one character. */
function unescaped(text: string, decode: Decode): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  return spaced.replace(/[\0-\x7f]+/g, (ascii) => (ascii.includes("%") ? decode(bytesOf(ascii)) : ascii));
}

/** A percent sign that two hexadecimal digits do not follow stands for itself. */
function bytesOf(ascii: string): Buffer {
  const raw = ascii.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(raw, "latin1");
}
