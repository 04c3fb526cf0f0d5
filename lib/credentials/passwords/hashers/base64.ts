interface Format {
  /** Whether `=` fills the last group of four. */
  readonly padded: boolean;
}

const PADDED: Format = { padded: true };

export function toBase64(bytes: Buffer, { padded }: Format = PADDED): string {
  const text = bytes.toString("base64");
  return padded ? text : text.replace(/=+$/, "");
}

/** @returns null for undefined, and for text that no encoder writes, such as stray bits after the last byte */
export function fromBase64(text: string | undefined, format: Format = PADDED): Buffer | null {
  if (text === undefined) return null;
  const bytes = Buffer.from(text, "base64");
  return toBase64(bytes, format) === text ? bytes : null;
}
