import type { Message } from "./errors";
import type { Language } from "./language";
import { type MessageKey, text } from "./messages";

/** Takes a schema's compact issue apart: `max_length|150` is the message `max_length` about 150. */
export function fieldMessage(compact: string): Message {
  const [key, value] = compact.split("|");
  return value === undefined
    ? { key: key as MessageKey }
    : { key: key as MessageKey, params: { max: value, min: value, code_point: value } };
}

/** The sentence for a schema's compact issue. */
export function fieldText(language: Language, compact: string): string {
  const { key, params } = fieldMessage(compact);
  return text(language, key, params);
}
