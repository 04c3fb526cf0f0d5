import type { Message } from "./errors";
import { field } from "./field";
import type { MessageKey } from "./messages";
import { pythonString } from "./python_string";

/** What strings must look like, besides their length. */
interface Syntax {
  readonly accepts: (value: string) => boolean;
  /** What is said of others. */
  readonly refusal: MessageKey;
  /** The same rule in JSON Schema's words. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
}

interface CharFieldOptions {
  /** Whether outer blanks are dropped, as DRF does unless told otherwise. */
  readonly trim?: boolean;
  readonly allowBlank?: boolean;
  /** Unicode code points, as Python counts. */
  readonly maxLength?: number;
  /** Bytes of UTF-8. */
  readonly maxBytes?: number;
  readonly syntax?: Syntax;
  /** What is said of a value that is not a string or a number. */
  readonly notAString?: MessageKey;
  /** The form in which the value is stored. It has to obey `maxLength`, too. */
  readonly normalize?: (value: string) => string;
}

/**
 * DRF's CharField: a string, or a number in its place. Like there, it stops at the first of: absent, null, another type,
 * blank; and of the rest it says everything that is wrong (rest_framework.fields.CharField).
 */
export function charField(options: CharFieldOptions) {
  const {
    trim = true,
    allowBlank = false,
    notAString = "invalid_string",
    normalize = (value) => value,
  } = options;
  return field(jsonSchemaOf(options), (raw, refuse): string => {
    if (raw === undefined) return refuse({ key: "required" });
    if (raw === null) return refuse({ key: "null" });
    const text = pythonString(raw);
    if (text === null) return refuse({ key: notAString });
    const value = trim ? text.trim() : text;
    if (value === "" && !allowBlank) return refuse({ key: "blank" });
    const normalized = normalize(value);
    const problems = value === "" ? [] : problemsOf(value, normalized, options);
    return problems.length > 0 ? refuse(...problems) : normalized;
  });
}

/** In DRF's order: the field's own validators, then those that CharField adds. */
function problemsOf(value: string, normalized: string, options: CharFieldOptions): Message[] {
  const { syntax, maxLength = Infinity, maxBytes = Infinity } = options;
  const problems: Message[] = [];
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
  return value.length > max && [...value].length > max;
}

/** A code unit of UTF-16 is one to three bytes of UTF-8, so that most strings need no counting. */
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

/** Any characters but NUL; where blanks are dropped, one at least that is none. */
function anyText(trim: boolean, allowBlank: boolean): string {
  if (allowBlank) return "^[^\\x00]*$";
  return trim ? "^\\s*[^\\s\\x00][^\\x00]*$" : "^[^\\x00]+$";
}

function orBlank(jsonSchema: Syntax["jsonSchema"], allowBlank: boolean) {
  return allowBlank ? { anyOf: [jsonSchema, { const: "" }] } : jsonSchema;
}
