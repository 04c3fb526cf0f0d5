import { JsonParseError } from "./error";
import { JsonNumber } from "./number";
import type { JsonObject, JsonValue } from "./value";

/** No endpoint's body nests this deep, and the call stack holds far more. */
const MAX_DEPTH = 100;

/** Python converts no longer integer (sys.int_info.default_max_str_digits). */
const MAX_INTEGER_DIGITS = 4300;

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside of strings
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y;
const FOUR_HEX_DIGITS = /[0-9a-fA-F]{4}/y;

const LITERALS: readonly (readonly [string, JsonValue])[] = [
  ["null", null],
  ["true", true],
  ["false", false],
];

/** Python's json reads these; DRF's strict mode then refuses them. */
const NON_FINITE = ["NaN", "Infinity", "-Infinity"] as const;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/**
 * Reads a JSON text exactly as DRF's JSONParser does in its strict mode, in linear time.
 *
 * JSON.parse does not serve: it rounds numbers (a password of twenty digits), quotes the text in its messages (a password
 * in an answer or a log), has no limit of depth, words errors otherwise, and makes objects that inherit from
 * Object.prototype.
 *
 * @returns the value; the last of duplicate keys wins; a lone surrogate escape stays a lone surrogate
 * @throws {JsonParseError} where the text is not JSON, holds a number out of range, or nests deeper than 100
 * @see CPython's Modules/_json.c and Lib/json/decoder.py; rest_framework.parsers.JSONParser
 */
export function parseJson(text: string): JsonValue {
  return new Reader(text).readDocument();
}

class Reader {
  private index = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  readDocument(): JsonValue {
    if (this.text.startsWith("\ufeff")) throw this.error("Unexpected UTF-8 BOM (decode using utf-8-sig)");
    this.skipWhitespace();
    const value = this.readValue();
    this.skipWhitespace();
    if (this.index < this.text.length) throw this.error("Extra data");
    return value;
  }

  private readValue(): JsonValue {
    switch (this.text[this.index]) {
      case '"':
        return this.readString();
      case "{":
        return this.readNested(() => this.readObject());
      case "[":
        return this.readNested(() => this.readArray());
      default:
        return this.readScalar();
    }
  }

  private readNested<T extends JsonValue>(read: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw this.error("Nested too deeply");
    const value = read();
    this.depth -= 1;
    return value;
  }

  private readObject(): JsonObject {
    const object = Object.create(null) as JsonObject;
    this.index += 1;
    this.skipWhitespace();
    if (this.take("}")) return object;
    do {
      this.skipWhitespace();
      if (this.text[this.index] !== '"') {
        throw this.error("Expecting property name enclosed in double quotes");
      }
      const key = this.readString();
      this.skipWhitespace();
      if (!this.take(":")) throw this.error("Expecting ':' delimiter");
      this.skipWhitespace();
      object[key] = this.readValue();
    } while (this.continues("}"));
    return object;
  }

  private readArray(): JsonValue[] {
    const array: JsonValue[] = [];
    this.index += 1;
    this.skipWhitespace();
    if (this.take("]")) return array;
    do {
      this.skipWhitespace();
      array.push(this.readValue());
    } while (this.continues("]"));
    return array;
  }

  /** After an element: true at a comma, false at the closing bracket. */
  private continues(closing: string): boolean {
    this.skipWhitespace();
    if (this.take(closing)) return false;
    if (this.take(",")) return true;
    throw this.error("Expecting ',' delimiter");
  }

  private readScalar(): JsonValue {
    for (const [word, value] of LITERALS) if (this.take(word)) return value;
    for (const word of NON_FINITE) if (this.take(word)) throw outOfRange(word);
    return this.readNumber();
  }

  private readNumber(): JsonNumber {
    NUMBER.lastIndex = this.index;
    const match = NUMBER.exec(this.text);
    if (match === null) throw this.error("Expecting value");
    const [source, fraction, exponent] = match;
    this.index += source.length;
    if (fraction === undefined && exponent === undefined) {
      checkDigits(source);
    } else if (!Number.isFinite(Number(source))) {
      // Python makes it an infinity, which DRF then means to keep out but lets pass.
      throw outOfRange(source.startsWith("-") ? "-Infinity" : "Infinity");
    }
    return new JsonNumber(source);
  }

  private readString(): string {
    const opening = this.index;
    let value = "";
    this.index += 1;
    for (;;) {
      const start = this.index;
      this.skip(PLAIN_CHARACTERS);
      value += this.text.slice(start, this.index);
      if (this.index === this.text.length) throw this.error("Unterminated string starting at", opening);
      if (this.take('"')) return value;
      if (!this.take("\\")) throw this.error("Invalid control character at");
      if (this.index === this.text.length) throw this.error("Unterminated string starting at", opening);
      value += this.readEscape();
    }
  }

  /** After the backslash. */
  private readEscape(): string {
    const letter = this.text[this.index] ?? "";
    if (letter === "u") return this.readCodeUnit();
    const character = ESCAPES.get(letter);
    if (character === undefined) throw this.error("Invalid \\escape", this.index - 1);
    this.index += 1;
    return character;
  }

  /** After the backslash. Two escapes that are a surrogate pair become one code point when the string is joined. */
  private readCodeUnit(): string {
    const start = this.index + 1;
    FOUR_HEX_DIGITS.lastIndex = start;
    const digits = FOUR_HEX_DIGITS.exec(this.text)?.[0];
    // CPython wants a character after the digits, and does not yet speak of an unterminated string.
    if (digits === undefined || start + 4 === this.text.length) throw this.error("Invalid \\uXXXX escape");
    this.index = start + 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private skipWhitespace(): void {
    this.skip(WHITESPACE);
  }

  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.index;
    pattern.exec(this.text);
    this.index = pattern.lastIndex;
  }

  private take(word: string): boolean {
    if (!this.text.startsWith(word, this.index)) return false;
    this.index += word.length;
    return true;
  }

  private error(reason: string, index = this.index): JsonParseError {
    return JsonParseError.at(reason, this.text, index);
  }
}

/** DRF's message (rest_framework.utils.json.strict_constant). */
function outOfRange(constant: (typeof NON_FINITE)[number]): JsonParseError {
  return new JsonParseError(`Out of range float values are not JSON compliant: '${constant}'`);
}

/** Python's message: the ValueError of int(), which DRF passes on. */
function checkDigits(source: string): void {
  const digits = source.startsWith("-") ? source.length - 1 : source.length;
  if (digits <= MAX_INTEGER_DIGITS) return;
  throw new JsonParseError(
    `Exceeds the limit (${MAX_INTEGER_DIGITS} digits) for integer string conversion: value has ${digits} ` +
      "digits; use sys.set_int_max_str_digits() to increase the limit",
  );
}
