import type { FieldErrors, FieldMessage } from "@/lib/contract/errors";
import { text } from "@/lib/contract/messages";

/** Something that cannot be done to an account: the message says why. */
export class RefusedError extends Error {}

/** A line for each problem: `username: A user with that username already exists.` */
export function linesOf(fields: FieldErrors["fields"]): string {
  const lines = Object.entries(fields).flatMap(([field, messages]) =>
    messages.map((message) => `${field}: ${wordsOf(message)}`),
  );
  return lines.join("\n");
}

function wordsOf({ key, params }: FieldMessage): string {
  return text("en", key, params);
}
