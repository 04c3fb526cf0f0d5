/** A block of a PEM text (RFC 7468). */
export interface PemBlock {
  /** For instance "EC PRIVATE KEY". */
  readonly label: string;
  /** With lines of 64 characters, as OpenSSL wants them. */
  readonly text: string;
  /** Whether a passphrase is needed to read it. */
  readonly isEncrypted: boolean;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/gs;
/** Headers of OpenSSL's older encryption, which RFC 7468 knows no more. */
const ENCRYPTED_HEADER = /Proc-Type: *4, *ENCRYPTED/;

/**
 * The blocks of a PEM text, whatever became of its line ends: `\n` in words, blanks, or none at all. Text between blocks, and
 * the parameters of a curve that `openssl ecparam` writes before a key, are left out.
 * @throws TypeError whose message completes the sentence "NAME …", where a block is not whole
 */
export function pemBlocks(text: string): PemBlock[] {
  const lines = text.replaceAll("\\r", "").replaceAll("\\n", "\n");
  const blocks = [...lines.matchAll(BLOCK)];
  if (blocks.length < lines.split("-----BEGIN ").length - 1)
    throw new TypeError("holds a PEM block without its END line: it was cut off, or damaged");
  return blocks
    .map(([, label = "", body = ""]) => block(label, body))
    .filter(({ label }) => !label.endsWith(" PARAMETERS"));
}

function block(label: string, body: string): PemBlock {
  const isEncrypted = label === "ENCRYPTED PRIVATE KEY" || ENCRYPTED_HEADER.test(body);
  const base64 = body.replace(/\s/g, "");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    label,
    isEncrypted,
    text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n"),
  };
}
