import { field } from "./field";
import { pythonString } from "./python_string";

/** DRF looks at no longer string; characters (IntegerField.MAX_STRING_LENGTH). */
const MAX_STRING_LENGTH = 1000;

/**
 * DRF's IntegerField from 0 to `max`. As there, `"24"`, `24.0` and `" 24. "` are 24 (rest_framework.fields.IntegerField).
 */
export function integerField({ max }: { readonly max: number }) {
  return field(jsonSchemaUpTo(max), (raw, refuse): number => {
    if (raw === undefined) return refuse({ key: "required" });
    if (raw === null) return refuse({ key: "null" });
    const text = pythonString(raw);
    if (text === null) return refuse({ key: "invalid_integer" });
    if (text.length > MAX_STRING_LENGTH) return refuse({ key: "max_string_length" });
    const digits = /^\s*([+-]?\d+)(?:\.0*)?\s*$/.exec(text)?.[1];
    if (digits === undefined) return refuse({ key: "invalid_integer" });
    // Python's int() knows no -0.
    const value = Number(digits) || 0;
    if (value > max) return refuse({ key: "max_value", params: { max } });
    if (value < 0) return refuse({ key: "min_value", params: { min: 0 } });
    return value;
  });
}

function jsonSchemaUpTo(max: number) {
  return {
    type: ["integer", "string"],
    minimum: 0,
    maximum: max,
    maxLength: MAX_STRING_LENGTH,
    pattern: `^\\s*(?:-0+|\\+?0*(?:${numeralsUpTo(String(max))}))(?:\\.0*)?\\s*$`,
  };
}

/** A pattern for the numerals from 0 to `max`: those that have fewer digits or, at the first digit that differs, a smaller one. */
function numeralsUpTo(max: string): string {
  const shorter = max.length > 1 ? [`\\d{1,${max.length - 1}}`] : [];
  const smaller = [...max].flatMap((digit, at) => {
    const lowest = at === 0 && max.length > 1 ? 1 : 0;
    const rest = "\\d".repeat(max.length - at - 1);
    return Number(digit) > lowest ? [`${max.slice(0, at)}[${lowest}-${Number(digit) - 1}]${rest}`] : [];
  });
  return [...shorter, ...smaller, max].join("|");
}
