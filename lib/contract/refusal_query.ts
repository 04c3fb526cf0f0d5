import { ApiError, FieldErrors, type FieldMessage, type Refusal } from "./errors";
import { FIELD_MESSAGES } from "./field_messages";
import { isFormCode, readWait } from "./form_refusal";

/**
 * A refusal as `readRefusal` reads it: `?wrong=username.username_taken&wrong=password.password_too_short.8` or
 * `?error=unavailable&wait=5`.
 */
export function refusalQuery(refusal: Refusal): [name: string, value: string][] {
  if (refusal instanceof FieldErrors) {
    return Object.entries(refusal.fields).flatMap(([field, messages]) =>
      messages.map((message): [string, string] => ["wrong", [field, ...partsOf(message)].join(".")]),
    );
  }
  if (!(refusal instanceof ApiError)) return [["error", "error"]];
  const wait = readWait(refusal.details.headers?.["Retry-After"]);
  return [
    ["error", isFormCode(refusal.code) ? refusal.code : "error"],
    ...(wait === null ? [] : [["wait", String(wait)] as [string, string]]),
  ];
}

function partsOf({ key, params = {} }: FieldMessage): (string | number)[] {
  const value = params[FIELD_MESSAGES[key] ?? ""];
  return value === undefined ? [key] : [key, value];
}
