/** The encodings that an answer can be sent in, the best first. */
const ENCODINGS = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A content coding and its weight. */
const ELEMENT = /^([\w*-]+)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;
/** Less than any weight that a header can name: whoever names another encoding prefers that. */
const UNNAMED = 0.0001;

/**
 * The encoding that a client wants most; of those that it wants equally, the best. Where it wants none of them, the text is
 * not encoded.
 * @param header Accept-Encoding
 * @see RFC 9110, 12.5.3
 */
export function acceptedEncoding(header = ""): Encoding {
  const weights = weightsIn(header);
  const weightOf = (encoding: Encoding) =>
    weights.get(encoding) ?? weights.get("*") ?? (encoding === "identity" ? UNNAMED : 0);
  const wanted = ENCODINGS.filter((encoding) => weightOf(encoding) > 0);
  return wanted.reduce(
    (best, encoding) => (weightOf(encoding) > weightOf(best) ? encoding : best),
    wanted[0] ?? "identity",
  );
}

function weightsIn(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const element of header.split(",")) {
    const [, name, weight = "1"] = ELEMENT.exec(element.trim()) ?? [];
    if (name !== undefined) weights.set(name.toLowerCase(), Number(weight));
  }
  return weights;
}
