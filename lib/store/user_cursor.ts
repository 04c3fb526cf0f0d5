/** The place after a row of a list of users, as text: base64url of a JSON array of texts. */
export function cursorText(cursor: readonly string[]): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** Null for what {@link cursorText} has not made. PostgreSQL takes no null character. */
export function cursorFrom(text: string): readonly string[] | null {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return Array.isArray(cursor) && cursor.every(isText) ? cursor : null;
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}
