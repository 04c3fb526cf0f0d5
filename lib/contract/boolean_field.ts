import { field } from "./field";
import { pythonString } from "./python_string";

const TRUE = ["t", "T", "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", "1"];
const FALSE = ["f", "F", "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF", "0"];
const NULL = ["null", "Null", "NULL", ""];

/** DRF's BooleanField (rest_framework.fields.BooleanField): `"yes"`, `"on"` and 1 are true, too. */
export function booleanField() {
  return field({ enum: [true, false, 1, 0, ...TRUE, ...FALSE] }, (raw, refuse): boolean => {
    if (typeof raw === "boolean") return raw;
    const text = textOf(raw);
    if (text !== null && TRUE.includes(text)) return true;
    if (text !== null && FALSE.includes(text)) return false;
    return refuse({ key: text !== null && NULL.includes(text) ? "null" : "invalid_boolean" });
  });
}

/** Python has 1.0 for 1, but not `"1.0"` for `"1"`. Null for what is neither text nor a number. */
function textOf(raw: unknown): string | null {
  if (typeof raw === "string") return raw.trim();
  const text = pythonString(raw);
  return text === null ? null : String(Number(text));
}
