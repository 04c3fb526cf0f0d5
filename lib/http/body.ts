import { ApiError, FieldErrors } from "@/lib/contract/errors";
import { JsonNumber, JsonParseError, type JsonValue, parseJson } from "./json";

/** Bytes. Larger bodies are not read. */
const MAX_BODY_BYTES = 64 * 1024;

export type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields of a request's body: JSON, urlencoded or multipart, as DRF's default parsers take them.
 * No body counts as an empty one.
 * @throws ApiError 400 not what the content type says, 413 too large, 415 another content type
 * @throws FieldErrors 400 JSON that is no object
 */
export async function readFields(request: Request): Promise<Fields> {
  const bytes = await readBytes(request);
  const contentType = request.headers.get("content-type") ?? "";
  if (bytes.length === 0) return {};
  const mediaType = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  switch (mediaType) {
    case "application/json":
      return jsonFields(decode(bytes, contentType));
    case "application/x-www-form-urlencoded":
      return formFields(new URLSearchParams(decode(bytes, contentType)));
    case "multipart/form-data":
      return formFields(await multipart(bytes, contentType));
    default:
      // DRF names the header as it was sent.
      throw new ApiError("unsupported_media_type", {
        key: "unsupported_media_type",
        params: { media_type: contentType },
      });
  }
}

async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  try {
    // A server holds its caller to the length that was announced; without one the bytes are counted as they come.
    return announced === null ? await countedBytes(request) : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    // A caller who breaks off in the middle is no failure of ours.
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

/** In the charset that the content type names, as Django does where Python knows it; else UTF-8. */
function decode(bytes: Uint8Array, contentType: string): string {
  const label = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return decoder(label).decode(bytes);
  } catch {
    throw parseError("the text is not in its charset");
  }
}

function decoder(label: string): TextDecoder {
  const options = { fatal: true, ignoreBOM: true };
  try {
    return new TextDecoder(label, options);
  } catch {
    return new TextDecoder("utf-8", options);
  }
}

function jsonFields(text: string): Fields {
  const value = parse(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber))
    return value;
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

/** The type in Python's words, as DRF's sentence has it. */
function pythonType(value: JsonValue): string {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (value instanceof JsonNumber) return value.isInteger ? "int" : "float";
  return typeof value === "boolean" ? "bool" : "str";
}

async function multipart(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new ApiError("parse_error", {
      key: "multipart_parse_error",
      params: { reason: "the parts cannot be told apart" },
    });
  }
}

/** Django's QueryDict gives the last of several; DRF reads an empty age of an HTML form as none. */
function formFields(form: URLSearchParams | FormData): Fields {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, value] of form.entries()) fields[name] = value;
  return fields.age === "" ? { ...fields, age: null } : fields;
}
