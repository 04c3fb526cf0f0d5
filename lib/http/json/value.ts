import type { JsonNumber } from "./number";

/** A JSON value as parseJson returns it: as JSON.parse's, but numbers keep their spelling. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject;

/** Without a prototype, so that no key is special: `__proto__` is an ordinary one. */
export interface JsonObject {
  [key: string]: JsonValue;
}
