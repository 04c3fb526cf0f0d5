// @ts-check
import { readFileSync } from "node:fs";

/**
 * A text file as editors write it: UTF-8, with or without a byte order mark, or UTF-16 with one (PowerShell's `>`).
 * @param {string} file
 * @returns {string} without the mark
 * @throws where it is no text, so that bytes would be lost, or cannot be read; the message says which
 */
export function readTextFile(file) {
  const bytes = readFileSync(file);
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new Error("is no text: it must be UTF-8");
}

/** @param {Buffer} bytes */
function encodingOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}
