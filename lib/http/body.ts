import type { Fields } from "@/lib/contract/check_fields";
import { ApiError, FieldErrors } from "@/lib/contract/errors";
import { type Decode, decoderOf } from "./charset";
import { parseHeaderValue } from "./forms/header_value";
import { MultipartError, parseMultipart } from "./forms/multipart";
import { parseUrlencoded } from "./forms/urlencoded";
import { JsonNumber, JsonParseError, type JsonValue, parseJson } from "./json";

/** The largest body that is read. */
export const MAX_BODY_BYTES = 64 * 1024;

/** A body that has been parsed; checkFields takes both members. */
interface Body {
  readonly fields: Fields;
  /** Whether it has the format of an HTML form. */
  readonly isForm: boolean;
}

/**
 * Reads a request's body: JSON, urlencoded or multipart, as DRF's default parsers. An absent body counts as an empty one.
 * @throws ApiError 400 where it is not what its content type says, 413 over 64 KiB, 415 another content type
 * @throws FieldErrors 400 where it is JSON, but not an object
 */
export async function readBody(request: Request): Promise<Body> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return { fields: {}, isForm: false };
  const contentType = request.headers.get("content-type") ?? "";
  const { value: mediaType, params } = parseHeaderValue(contentType);
  const decode = decoderOf(params.get("charset"));
  switch (mediaType) {
    case "application/json":
      return { fields: jsonFields(decodeJson(bytes, decode)), isForm: false };
    case "application/x-www-form-urlencoded":
      return { fields: lastOfEach(urlencoded(bytes, decode)), isForm: true };
    case "multipart/form-data":
      return { fields: lastOfEach(multipart(bytes, contentType)), isForm: true };
    default:
      // The header as it was sent, as DRF does.
      throw new ApiError("unsupported_media_type", {
        key: "unsupported_media_type",
        params: { media_type: contentType },
      });
  }
}

/** The bytes of a request's body. @throws ApiError 413 over 64 KiB; 400 where it ends early */
export async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  try {
    // The HTTP server enforces Content-Length. A chunked body has none, so its bytes are counted while they arrive.
    return length === null ? await countedBytes(request) : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    // The client closed the connection before the body was complete: its error, not the server's.
    throw error instanceof ApiError ? error : parseError("the body ended early");
  }
}

async function countedBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLarge(): ApiError {
  return new ApiError("too_large");
}

function decodeJson(bytes: Uint8Array, decode: Decode): string {
  try {
    return decode(bytes);
  } catch {
    throw parseError("the text is not in its charset");
  }
}

function jsonFields(text: string): Fields {
  const value = parse(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber))
    return value;
  if (value === null) throw new FieldErrors({ non_field_errors: [{ key: "no_data" }] });
  const datatype = pythonType(value);
  throw new FieldErrors({ non_field_errors: [{ key: "not_a_dictionary", params: { datatype } }] });
}

function parse(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonParseError) throw parseError(error.message);
    throw error;
  }
}

function parseError(reason: string): ApiError {
  return new ApiError("parse_error", { key: "parse_error", params: { reason } });
}

/** The name of the value's type in Python, which DRF puts into its message. */
function pythonType(value: NonNullable<JsonValue>): string {
  if (Array.isArray(value)) return "list";
  if (value instanceof JsonNumber) return value.isInteger ? "int" : "float";
  return typeof value === "boolean" ? "bool" : "str";
}

function urlencoded(bytes: Uint8Array, decode: Decode): [string, unknown][] {
  try {
    return parseUrlencoded(bytes, decode);
  } catch {
    throw new ApiError("parse_error", { key: "malformed_form" });
  }
}

function multipart(bytes: Uint8Array, contentType: string): [string, unknown][] {
  try {
    return parseMultipart(bytes, contentType);
  } catch (error) {
    if (!(error instanceof MultipartError)) throw error;
    throw new ApiError("parse_error", { key: "multipart_parse_error", params: { reason: error.message } });
  }
}

/** Of several values with one name the last counts, as in Django's QueryDict. */
function lastOfEach(entries: readonly [string, unknown][]): Fields {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) fields[name] = value;
  return fields;
}
