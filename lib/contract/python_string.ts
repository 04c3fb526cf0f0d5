/** A number that still knows how it was written, as the JSON reader hands it out. */
interface NumberLiteral {
  toPythonString(): string;
}

/** The string that DRF makes of a value where it expects a string (`str(data)`); null where it refuses the type. */
export function pythonString(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return isNumberLiteral(value) ? value.toPythonString() : null;
}

function isNumberLiteral(value: unknown): value is NumberLiteral {
  return (
    typeof value === "object" &&
    value !== null &&
    "toPythonString" in value &&
    typeof value.toPythonString === "function"
  );
}
