/** A name within a sentence that is plain text: whatever direction it is written in, the words around it keep their order. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
