import { readFileSync, statSync } from "node:fs";
import type { Reader } from "./readers";

/** Every page loads it, and each worker keeps it in memory. */
const MAX_BYTES = 100 * 1024;

/** An image as a file of its own. */
export interface Logo {
  readonly type: "image/svg+xml" | "image/png" | "image/webp";
  readonly extension: "svg" | "png" | "webp";
  readonly base64: string;
}

/** The image at a path. What it is, its content says, not its name. */
export const logoFile: Reader<Logo> = (file) => {
  const bytes = contentOf(file);
  const type = typeOf(bytes);
  if (type === null) throw new TypeError(`names ${file}, which is no SVG, PNG or WebP image`);
  return { ...type, base64: bytes.toString("base64") };
};

function contentOf(file: string): Buffer {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new TypeError(`names ${file}, which is no regular file`);
    if (stats.size > MAX_BYTES)
      throw new TypeError(`names ${file}, which is larger than ${MAX_BYTES / 1024} KB`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof TypeError) throw error;
    throw new TypeError(`names ${file}, which does not exist, or cannot be read by this user`);
  }
}

function typeOf(bytes: Buffer): Pick<Logo, "type" | "extension"> | null {
  const begins = (at: number, text: string) =>
    bytes.subarray(at, at + text.length).toString("latin1") === text;
  if (begins(0, "\x89PNG\r\n\x1a\n")) return { type: "image/png", extension: "png" };
  if (begins(0, "RIFF") && begins(8, "WEBP")) return { type: "image/webp", extension: "webp" };
  return /^<svg[\s/>]/.test(firstElement(bytes.toString("utf8")))
    ? { type: "image/svg+xml", extension: "svg" }
    : null;
}

/** XML from its first element on: without the declaration, comments and the doctype, which may have a part in brackets. */
function firstElement(xml: string): string {
  let rest = xml.replace(/^\uFEFF/, "").trimStart();
  for (;;) {
    const end = endOfProlog(rest);
    if (end === null) return rest;
    const at = rest.indexOf(end);
    if (at === -1) return "";
    rest = rest.slice(at + end.length).trimStart();
  }
}

function endOfProlog(xml: string): string | null {
  if (xml.startsWith("<!--")) return "-->";
  if (xml.startsWith("<?")) return "?>";
  if (!xml.startsWith("<!")) return null;
  return /^[^>]*\[/.test(xml) ? "]>" : ">";
}
