import type { FieldMessage } from "./errors";
import { FIELD_MESSAGES, isFieldMessageKey } from "./field_messages";
import { isNamedField } from "./field_names";
import { type FormRefusal, type RefusalQuery, readRefusal } from "./form_refusal";

/**
 * Anyone can write a link to the page, so only values that cannot carry a text of the link's author are read. Messages with
 * other parameters are ignored.
 */
const SAFE_VALUES: Readonly<Record<string, (value: string) => boolean>> = {
  max: isSmallNumber,
  min: isSmallNumber,
  min_length: isSmallNumber,
  code_point: (value) => /^[0-9A-F]{1,6}$/.test(value),
  field: isNamedField,
  // Python's names, as Django REST framework says them.
  datatype: (value) => ["str", "int", "float", "bool", "list", "NoneType"].includes(value),
};

function isSmallNumber(value: string): boolean {
  return /^[0-9]{1,6}$/.test(value);
}

/** A refusal in a page's address. Ignores whatever `refusalQuery` would not write. @returns null where no refusal is left */
export function readLinkedRefusal(query: RefusalQuery): FormRefusal | null {
  return readRefusal(query, readMessage);
}

/** A message with exactly the parameter that it takes; else null. */
function readMessage(key: string, value: string | undefined): FieldMessage | null {
  if (!isFieldMessageKey(key)) return null;
  const parameter = FIELD_MESSAGES[key];
  if (parameter === null || value === undefined)
    return parameter === null && value === undefined ? { key } : null;
  return SAFE_VALUES[parameter]?.(value) ? { key, params: { [parameter]: value } } : null;
}
