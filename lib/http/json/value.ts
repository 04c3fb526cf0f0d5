import type { JsonNumber } from "./number";

/** A JSON value as parseJson gives it: JSON.parse's, but for numbers, which keep their spelling. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject;

/** Without a prototype, so that no key is special: `__proto__` is an ordinary one. */
export interface JsonObject {
  [key: string]: JsonValue;
}
