/**
 * A text as the value of a header that other programs read: ASCII letters and digits and `- . _ ~ @ +` stay, all else is
 * percent-encoded UTF-8, so that it holds no blank, comma, line break or placeholder of a proxy's. `decodeURIComponent` and Python's
 * `unquote` decode it.
 */
export function headerText(text: string): string {
  return text.replace(/[^\w.~@+-]+/g, (part) =>
    Buffer.from(part).toString("hex").toUpperCase().replace(/../g, "%$&"),
  );
}
