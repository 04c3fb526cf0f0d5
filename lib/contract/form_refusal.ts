import { ERROR_CODES, type ErrorCode } from "./codes";
import { ApiError, FieldErrors, type Message } from "./errors";
import { isNamedField } from "./field_names";
import type { Language } from "./language";
import { isMessageKey, parameterOf, text } from "./messages";

/**
 * Why a form was refused, as the query of its page carries it: stable keys and small values, never what somebody typed.
 * `?wrong=username.username_taken&wrong=password.password_too_short.8` or `?error=unavailable&wait=5`.
 */
export interface FormRefusal {
  readonly fields: Readonly<Record<string, readonly Message[]>>;
  readonly code: ErrorCode | null;
  /** seconds */
  readonly wait: number | null;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** `username.max_length.150`: field, message, and the value of the message's parameter. */
const WRONG = /^([a-z][a-z_]{0,39})\.([a-z_]{1,40})(?:\.(\w{1,20}))?$/;
const WAIT = /^[0-9]{1,6}$/;

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
};

function isSmallNumber(value: string): boolean {
  return /^[0-9]{1,6}$/.test(value);
}

/** @param error what the endpoint threw; an error that is no refusal becomes `error=error`, without details */
export function refusalQuery(error: unknown): [name: string, value: string][] {
  if (error instanceof FieldErrors) {
    return Object.entries(error.fields).flatMap(([field, messages]) =>
      messages.map((message): [string, string] => ["wrong", [field, ...partsOf(message)].join(".")]),
    );
  }
  const wait = error instanceof ApiError ? error.details.headers?.["Retry-After"] : undefined;
  return [
    ["error", error instanceof ApiError ? error.code : "error"],
    ...(wait !== undefined && WAIT.test(wait) ? [["wait", wait] as [string, string]] : []),
  ];
}

function partsOf({ key, params = {} }: Message): (string | number)[] {
  const value = params[parameterOf(key) ?? ""];
  return value === undefined ? [key] : [key, value];
}

/** Ignores whatever {@link refusalQuery} would not write. @returns null where no refusal is left */
export function readRefusal({ wrong, error, wait }: Query): FormRefusal | null {
  const fields = new Map<string, Message[]>();
  for (const each of [wrong ?? []].flat().slice(0, 20)) {
    const [, field, key, value] = WRONG.exec(each) ?? [];
    const message = readMessage(key, value);
    if (field !== undefined && message !== null) fields.set(field, [...(fields.get(field) ?? []), message]);
  }
  const code = typeof error === "string" && isCode(error) ? error : null;
  if (code === null && fields.size === 0) return null;
  const seconds = typeof wait === "string" && WAIT.test(wait) ? Number(wait) : null;
  return { fields: Object.fromEntries(fields), code, wait: seconds };
}

/** A message with exactly the parameter that it takes; else null. */
function readMessage(key: string | undefined, value: string | undefined): Message | null {
  if (!isMessageKey(key)) return null;
  const parameter = parameterOf(key);
  if (parameter === undefined || value === undefined) return parameter === value ? { key } : null;
  return SAFE_VALUES[parameter]?.(value) ? { key, params: { [parameter]: value } } : null;
}

/** The text of a code; null where it has a parameter, which no query carries. */
export function codeText(language: Language, code: ErrorCode): string | null {
  const key = ERROR_CODES[code].message;
  return parameterOf(key) === undefined ? text(language, key) : null;
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
