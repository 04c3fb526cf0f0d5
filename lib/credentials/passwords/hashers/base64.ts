interface Form {
  /** Whether `=` fills the last group of four. */
  readonly padded: boolean;
}

const PADDED: Form = { padded: true };

export function toBase64(bytes: Buffer, { padded }: Form = PADDED): string {
  const text = bytes.toString("base64");
  return padded ? text : text.replace(/=+$/, "");
}

/** @returns null for what no encoder writes, such as stray bits behind the last byte, and where there is nothing */
export function fromBase64(text: string | undefined, form: Form = PADDED): Buffer | null {
  if (text === undefined) return null;
  const bytes = Buffer.from(text, "base64");
  return toBase64(bytes, form) === text ? bytes : null;
}
