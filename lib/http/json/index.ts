export { JsonParseError } from "./error";
export { JsonNumber } from "./number";
export { parseJson } from "./parse";
export type { JsonObject, JsonValue } from "./value";
