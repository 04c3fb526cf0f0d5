import iconv from "iconv-lite";

/** Turns bytes into text. @throws TypeError where they are not in the charset: no byte is replaced or dropped */
export type Decode = (bytes: Uint8Array) => string;

/** Those of TextDecoder that refuse every byte that is not theirs. Its decoders of East Asian charsets drop some in silence. */
const UNICODE = new Set(["utf-16", "utf-16le", "utf-16be"]);

/** What iconv-lite knows, and is no charset: encodings of bytes, and UTFs that have several spellings of one text. */
const NO_CHARSETS = new Set(["base64", "hex", "binary", "ucs2", "cesu8", "utf-7", "utf-7-imap"]);

const OTHER_NAMES: Readonly<Record<string, string>> = { utf8: "utf-8", utf16: "utf-16", uhc: "cp949" };

/** Stands for what iconv-lite cannot decode. */
const REPLACEMENT = "\ufffd";

/**
 * The decoder of a charset, as Django chooses it: UTF-8 where none is named, or one that is not known.
 * Source: django.http.request.HttpRequest._set_content_type_params.
 */
export function decoderOf(charset = "utf-8"): Decode {
  const spelled = charset.trim().toLowerCase().replace(/[ _]/g, "-");
  const name = OTHER_NAMES[spelled] ?? spelled;
  if (name === "utf-8") return decodeUtf8;
  if (UNICODE.has(name)) return unicodeDecoder(name);
  return NO_CHARSETS.has(name) || !iconv.encodingExists(name)
    ? decodeUtf8
    : (bytes) => decodeLegacy(bytes, name);
}

const decodeUtf8 = unicodeDecoder("utf-8");

function unicodeDecoder(label: string): Decode {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
}

function decodeLegacy(bytes: Uint8Array, name: string): string {
  const text = iconv.decode(Buffer.from(bytes), name, { stripBOM: false });
  if (text.includes(REPLACEMENT)) throw new TypeError("bytes that are not in the charset");
  return text;
}
