import { decoderOf } from "../charset";
import { parseHeaderValue } from "./header_value";

/** What a file is read as: no field takes one. */
const FILE = Object.freeze({});

/** A body is not a multipart form; the message says why, without quoting it. */
export class MultipartError extends Error {
  override readonly name = "MultipartError";
}

/** RFC 2046, 5.1.1, and a little more, as Django (django.http.multipartparser.BOUNDARY…). */
const BOUNDARY = /^[ -~]{0,200}[!-~]$/;

/**
 * The fields of a multipart form, in the order of its parts, as Django reads them: names with and without quotes, text
 * before the first part and after the last one, parts without a name, which are skipped. Stricter than Django: a form whose
 * end is missing was cut, and bytes that are not in the charset are refused, where Django replaces them.
 * Source: django.http.multipartparser.MultiPartParser; RFC 7578.
 * @param contentType the request's
 * @throws MultipartError
 */
export function parseMultipart(bytes: Uint8Array, contentType: string): [name: string, value: unknown][] {
  const { params } = parseHeaderValue(contentType);
  const boundary = params.get("boundary") ?? "";
  if (!BOUNDARY.test(boundary)) throw new MultipartError("Invalid boundary");
  // One character a byte.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return partsOf(text, boundary).flatMap((part) => {
    const field = fieldOf(part, params.get("charset"));
    return field === null ? [] : [field];
  });
}

/** What stands between the delimiters, each with the line end before its first header. */
function partsOf(text: string, boundary: string): string[] {
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const delimiter = new RegExp(`(?:^|\\r\\n)--${escaped}(?:(--)|[ \\t]*(?=\\r\\n))`, "g");
  const parts: string[] = [];
  let start: number | null = null;
  for (const { 0: found, 1: isLast, index } of text.matchAll(delimiter)) {
    if (start !== null) parts.push(text.slice(start, index));
    if (isLast !== undefined) return parts;
    start = index + found.length;
  }
  throw new MultipartError("The end of the form is missing");
}

/** @param charset the form's, for a part that names none */
function fieldOf(part: string, charset: string | undefined): [string, unknown] | null {
  const end = part.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const headers = headersOf(part.slice(0, end));
  const { params } = parseHeaderValue(headers.get("content-disposition") ?? "");
  const name = params.get("name")?.trim();
  if (name === undefined) return null;
  if (params.get("filename")) return [name, FILE];
  const content = transferred(part.slice(end + 4), headers.get("content-transfer-encoding"));
  const type = parseHeaderValue(headers.get("content-type") ?? "");
  try {
    return [name, decoderOf(type.params.get("charset") ?? charset)(content)];
  } catch {
    throw new MultipartError("A field is not in its charset");
  }
}

/** A line that starts with a blank continues the one before (RFC 5322, 2.2.3). */
function headersOf(text: string): ReadonlyMap<string, string> {
  const lines = text.replace(/\r\n(?=[ \t])/g, "").split("\r\n");
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const at = line.indexOf(":");
      return at < 0 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1)]];
    }),
  );
}

/** RFC 7578, 4.7: nobody should encode, but some do. */
function transferred(content: string, encoding = ""): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case "":
    case "7bit":
    case "8bit":
    case "binary":
      return Buffer.from(content, "latin1");
    case "base64":
      return base64(content.replace(/\s+/g, ""));
    case "quoted-printable":
      return quotedPrintable(content);
    default:
      throw new MultipartError("Unknown transfer encoding");
  }
}

function base64(content: string): Buffer {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(content) || content.length % 4 !== 0)
    throw new MultipartError("Could not decode base64 data");
  return Buffer.from(content, "base64");
}

/** RFC 2045, 6.7. Delphi's Indy sends text so; Django takes it as it is written. */
function quotedPrintable(content: string): Buffer {
  const joined = content.replace(/=[ \t]*\r\n/g, "");
  if (/=(?![0-9A-Fa-f]{2})/.test(joined)) throw new MultipartError("Could not decode quoted-printable data");
  const decoded = joined.replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(decoded, "latin1");
}
