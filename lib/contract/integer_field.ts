import { field } from "./field";
import { pythonString } from "./python_string";

/** Characters. Longer strings are refused without reading them (IntegerField.MAX_STRING_LENGTH). */
const MAX_STRING_LENGTH = 1000;

/**
 * DRF's IntegerField (rest_framework.fields.IntegerField) from 0 to `max`. As there, `"24"`, `24.0` and `" 24. "` are 24, and
 * digits of any script count: `"２４"`, as Korean and Japanese keyboards write it, is 24, too.
 */
export function integerField({ max }: { readonly max: number }) {
  return field(jsonSchemaUpTo(max), (raw, refuse): number => {
    const text = pythonString(raw);
    if (text === null) return refuse({ key: "invalid_integer" });
    if (text.length > MAX_STRING_LENGTH) return refuse({ key: "max_string_length" });
    const digits = /^\s*([+-]?\p{Nd}+)(?:\.0*)?\s*$/u.exec(text)?.[1];
    if (digits === undefined) return refuse({ key: "invalid_integer" });
    // JavaScript reads "-0" as -0, which Python's integers do not have.
    const value = Number(inAscii(digits)) || 0;
    if (value > max) return refuse({ key: "max_value", params: { max } });
    if (value < 0) return refuse({ key: "min_value", params: { min: 0 } });
    return value;
  });
}

function inAscii(digits: string): string {
  return digits.replace(/[^\0-\x7f]/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** The digits of a script follow each other from 0 to 9 (Unicode, 4.6), and so do those of a row of scripts. */
function digitValue(code: number): number {
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
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

/** A pattern for the numerals from 0 to `max`: `max`, and those with fewer digits or with a smaller one where they differ first. */
function numeralsUpTo(max: string): string {
  const shorter = max.length > 1 ? [`\\d{1,${max.length - 1}}`] : [];
  const smaller = [...max].flatMap((digit, at) => {
    const lowest = at === 0 && max.length > 1 ? 1 : 0;
    const rest = "\\d".repeat(max.length - at - 1);
    return Number(digit) > lowest ? [`${max.slice(0, at)}[${lowest}-${Number(digit) - 1}]${rest}`] : [];
  });
  return [...shorter, ...smaller, max].join("|");
}
