import { webhookKey } from "@/lib/credentials/webhook_signature";
import type { RawSettings } from "./definitions";

/** 24 to 64 are usual (Standard Webhooks). Bytes. */
const MIN_SECRET_BYTES = 24;

/**
 * Where events are posted to; null: nowhere.
 * @param problems takes a sentence where they could not be signed
 */
export function resolveEvents(
  { events: { url, secret } }: RawSettings,
  problems: string[],
): { readonly url: string; readonly secret: string } | null {
  if (url === null) return null;
  if (secret === undefined || webhookKey(secret).length < MIN_SECRET_BYTES)
    problems.push(`EVENTS_URL needs EVENTS_SECRET, of at least ${MIN_SECRET_BYTES} bytes.`);
  return { url, secret: secret ?? "" };
}
