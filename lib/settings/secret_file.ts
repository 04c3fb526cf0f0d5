import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readDerKey } from "@/lib/credentials/jwt/read_keys";
import { readTextFile } from "./text_file";

/** More than any key or list of keys needs. */
const MAX_BYTES = 256 * 1024;

/**
 * The text of a file that holds a secret or a key, without blanks around it; of a key in DER its PEM form.
 * @throws TypeError whose message completes the sentence "the file …"
 */
export function readSecretFile(given: string): string {
  const file = given.startsWith("file:") ? (orNull(() => fileURLToPath(given)) ?? given) : given;
  const stats = orNull(() => statSync(file));
  if (stats === null) throw new TypeError("which does not exist, or may not be looked at");
  if (!stats.isFile()) throw new TypeError("which is no regular file");
  if (stats.size > MAX_BYTES) throw new TypeError(`which is larger than ${MAX_BYTES / 1024} KB`);
  const bytes = orNull(() => readFileSync(file));
  if (bytes === null) throw new TypeError("which cannot be read by this user");
  const text = orNull(() => readTextFile(file))?.trim() ?? derKey(bytes);
  if (text === null) throw new TypeError("which is no text: it must be UTF-8");
  if (text === "") throw new TypeError("which is empty");
  return text;
}

function derKey(bytes: Buffer): string | null {
  const key = readDerKey(bytes);
  if (key === null) return null;
  return key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }).toString();
}

/**
 * Whether the value of a setting is the path of a file and not the secret itself: nobody's secret is a path, and anybody can
 * guess one.
 */
export function isPath(value: string): boolean {
  if (value.includes("\n")) return false;
  if (hasKeySuffix(value) || /^((\.{1,2}|~)[/\\]|file:)/.test(value)) return true;
  if (path.isAbsolute(value)) return orNull(() => statSync(value)) !== null || !isRandomBase64(value);
  return orNull(() => statSync(value))?.isFile() === true;
}

/** No secret has one. */
export function hasKeySuffix(value: string): boolean {
  return /\.(pem|key|pub|der)$/.test(value);
}

/** One in 64 secrets that are base64 begins with a slash. */
function isRandomBase64(value: string): boolean {
  const isMixed = [/[A-Z].*[A-Z].*[A-Z]/, /[a-z].*[a-z].*[a-z]/, /\d.*\d/].every((form) => form.test(value));
  const root = path.join("/", value.split("/")[1] ?? "");
  return /^[A-Za-z0-9+/]{42,}={0,2}$/.test(value) && isMixed && orNull(() => statSync(root)) === null;
}

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
