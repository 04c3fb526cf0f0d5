import type { FieldMessage } from "./errors";
import { field } from "./field";
import type { FieldMessageKey } from "./field_messages";
import { pythonString } from "./python_string";

/** What strings must look like, besides their length. */
interface Syntax {
  readonly accepts: (value: string) => boolean;
  /** The message for strings that it does not accept. */
  readonly refusal: FieldMessageKey;
  /** The same rule in JSON Schema. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
}

interface CharFieldOptions {
  /** Whether outer blanks are dropped. True by default, as in DRF. */
  readonly trim?: boolean;
  readonly allowBlank?: boolean;
  /** Unicode code points, as Python counts. */
  readonly maxLength?: number;
  /** Bytes of UTF-8. */
  readonly maxBytes?: number;
  readonly syntax?: Syntax;
  /** The message for values that are neither strings nor numbers. */
  readonly notAString?: FieldMessageKey;
  /** Makes the form that is stored, for which `maxLength` holds, too. */
  readonly normalize?: (value: string) => string;
}

/**
 * DRF's CharField (rest_framework.fields.CharField): a string, or a number in its place. As there, a wrong type and a blank
 * string are refused at once, and of other strings everything that is wrong is reported.
 */
export function charField(options: CharFieldOptions) {
  const {
    trim = true,
    allowBlank = false,
    notAString = "invalid_string",
    normalize = (value) => value,
  } = options;
  return field(jsonSchemaOf(options), (raw, refuse): string => {
    const text = pythonString(raw);
    if (text === null) return refuse({ key: notAString });
    const value = trim ? text.trim() : text;
    if (value === "" && !allowBlank) return refuse({ key: "blank" });
    const normalized = normalize(value);
    const problems = value === "" ? [] : problemsOf(value, normalized, options);
    return problems.length > 0 ? refuse(...problems) : normalized;
  });
}

/** In DRF's order: the field's own validators, then those of every CharField. */
function problemsOf(value: string, normalized: string, options: CharFieldOptions): FieldMessage[] {
  const { syntax, maxLength = Infinity, maxBytes = Infinity } = options;
  const problems: FieldMessage[] = [];
  if (syntax && !syntax.accepts(value)) problems.push({ key: syntax.refusal });
  if (isLonger(value, maxLength) || isLonger(normalized, maxLength))
    problems.push({ key: "max_length", params: { max: maxLength } });
  if (isMoreBytes(value, maxBytes)) problems.push({ key: "max_bytes", params: { max: maxBytes } });
  if (value.includes("\0")) problems.push({ key: "null_characters" });
  const surrogate = /\p{Surrogate}/u.exec(value)?.[0];
  if (surrogate) {
    const code_point = surrogate.charCodeAt(0).toString(16).toUpperCase();
    problems.push({ key: "surrogate_characters", params: { code_point } });
  }
  return problems;
}

function isLonger(value: string, max: number): boolean {
  // A code point is one or two code units: the value can be of any length, so it is only split where that may decide.
  return value.length > max && (value.length > 2 * max || [...value].length > max);
}

/** A code unit of UTF-16 is one to three bytes of UTF-8, so most strings need not be encoded. */
function isMoreBytes(value: string, max: number): boolean {
  if (value.length > max) return true;
  return value.length * 3 > max && new TextEncoder().encode(value).length > max;
}

function jsonSchemaOf({ trim = true, allowBlank = false, maxLength, maxBytes, syntax }: CharFieldOptions) {
  const max = maxLength ?? maxBytes;
  return {
    type: syntax === undefined || syntax.accepts("1") ? ["string", "number"] : "string",
    ...(allowBlank ? {} : { minLength: 1 }),
    ...(max === undefined ? {} : { maxLength: max }),
    ...(syntax === undefined
      ? { pattern: anyText(trim, allowBlank) }
      : orBlank(syntax.jsonSchema, allowBlank)),
  };
}

/** A pattern for any characters but NUL; where outer blanks are dropped, one of them must not be a blank. */
function anyText(trim: boolean, allowBlank: boolean): string {
  if (allowBlank) return "^[^\\x00]*$";
  return trim ? "^\\s*[^\\s\\x00][^\\x00]*$" : "^[^\\x00]+$";
}

function orBlank(jsonSchema: Syntax["jsonSchema"], allowBlank: boolean) {
  return allowBlank ? { anyOf: [jsonSchema, { const: "" }] } : jsonSchema;
}
