import { z } from "zod";

/**
 * DRF's CharField in zod. An issue's message is a compact key, `max_length|150`, which {@link fieldMessage}
 * takes apart: who shows it decides the language.
 */
export interface CharFieldOptions {
  /** DRF trims by default; what is taken exactly as given is not trimmed. */
  trim?: boolean;
  allowBlank?: boolean;
  /** The key for what is no string at all. */
  invalid?: string;
  /** Checks what passed the type check. @returns keys of everything that is wrong */
  validate?: (value: string) => string[];
}

/** DRF's CharField: strings and numbers; required, null, blank and type are checked in its order, then all validators. */
export function charField<T = string>(options: CharFieldOptions, transform: (value: string) => T) {
  return z.unknown().transform((raw, context): T => {
    const refuse = (...keys: string[]): never => {
      for (const message of keys) context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    if (raw === undefined) return refuse("required");
    if (raw === null) return refuse("null");
    const given = textOf(raw);
    if (given === null) return refuse(options.invalid ?? "invalid_string");
    const value = options.trim === false ? given : given.trim();
    if (value === "") return options.allowBlank ? transform(value) : refuse("blank");
    const problems = [...(options.validate?.(value) ?? []), ...characterProblems(value)];
    return problems.length > 0 ? refuse(...problems) : transform(value);
  });
}

/** The string that DRF makes of a value (`str(data)`), or null where it refuses the type. */
export function textOf(raw: unknown): string | null {
  if (typeof raw === "string") return raw;
  if (typeof raw === "number") return String(raw);
  return isNumberLiteral(raw) ? raw.toPythonString() : null;
}

/** A number that still knows how it was written, as the JSON reader hands it out. */
interface NumberLiteral {
  toPythonString(): string;
}

function isNumberLiteral(raw: unknown): raw is NumberLiteral {
  return (
    typeof raw === "object" &&
    raw !== null &&
    "toPythonString" in raw &&
    typeof raw.toPythonString === "function"
  );
}

/** DRF's ProhibitNullCharactersValidator and ProhibitSurrogateCharactersValidator. */
function characterProblems(value: string): string[] {
  const problems: string[] = [];
  if (value.includes("\0")) problems.push("null_characters");
  const surrogate = /\p{Surrogate}/u.exec(value)?.[0];
  if (surrogate) problems.push(`surrogate_characters|${surrogate.charCodeAt(0).toString(16).toUpperCase()}`);
  return problems;
}

/** DRF's MaxLengthValidator, which counts code points as Python does. */
export function tooLong(value: string, most: number): string[] {
  return value.length > most && [...value].length > most ? [`max_length|${most}`] : [];
}
