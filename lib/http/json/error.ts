/**
 * A text is not JSON, or JSON beyond the parser's limits. The message is what DRF puts after "JSON parse error - ": a reason
 * with a position. It quotes nothing of the text, which may hold a password.
 */
export class JsonParseError extends Error {
  override readonly name = "JsonParseError";

  /**
   * An error at a position, worded as Python's json.JSONDecodeError: line, column and offset in code points.
   *
   * @param index into `text`, in UTF-16 code units
   */
  static at(reason: string, text: string, index: number): JsonParseError {
    const before = text.slice(0, index);
    const line = before.split("\n").length;
    const char = codePoints(before);
    const column = codePoints(before.slice(before.lastIndexOf("\n") + 1)) + 1;
    return new JsonParseError(`${reason}: line ${line} column ${column} (char ${char})`);
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
