/**
 * An address as browsers read it; null where it is none. Not by URL.canParse: once V8 has compiled the code that calls it, Node.js 20
 * answers false for every text with a Latin-1 letter beyond ASCII.
 * @param base what a path is relative to
 */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
