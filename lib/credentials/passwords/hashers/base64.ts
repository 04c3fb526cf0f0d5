interface Form {
  /** Whether `=` fills the last group of four. */
  readonly padded: boolean;
}

const PADDED: Form = { padded: true };

export function toBase64(bytes: Buffer, { padded }: Form = PADDED): string {
  const text = bytes.toString("base64");
  return padded ? text : text.replace(/=+$/, "");
}

/** @returns null for what no encoder writes, such as stray bits behind the last byte */
export function fromBase64(text = "", form: Form = PADDED): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return toBase64(bytes, form) === text ? bytes : null;
}
