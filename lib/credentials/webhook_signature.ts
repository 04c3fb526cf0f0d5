import { createHmac } from "node:crypto";

/** What a signature covers, besides the body. */
interface Signed {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** `webhook-signature` of Standard Webhooks, 1.0.0: `v1,` and an HMAC-SHA-256 in base64. */
export function webhookSignature(secret: string, { id, timestamp, body }: Signed): string {
  const hmac = createHmac("sha256", webhookKey(secret)).update(`${id}.${timestamp}.${body}`);
  return `v1,${hmac.digest("base64")}`;
}

/** The bytes of a secret: what follows `whsec_` is base64, any other text is itself. */
export function webhookKey(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  return encoded === undefined ? Buffer.from(secret) : Buffer.from(encoded, "base64");
}
