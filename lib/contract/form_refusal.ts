import { ERROR_CODES, type ErrorCode } from "./codes";
import { ApiError, FieldErrors, type Message } from "./errors";
import type { Language } from "./language";
import { text } from "./messages";
import { en } from "./messages/en";

/**
 * What was wrong with a form, as it travels in the query of the form's page: stable keys and small values, never what
 * somebody typed. `?wrong=username.username_taken&wrong=password.password_too_short.8` or `?error=unavailable&wait=5`.
 */
export interface FormRefusal {
  readonly fields: Readonly<Record<string, readonly Message[]>>;
  readonly code: ErrorCode | null;
  /** seconds */
  readonly wait: number | null;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** `username.max_length.150`. Anyone can write a query: no value may carry a sentence into one of ours. */
const WRONG = /^([a-z_]{1,40})\.([a-z_]{1,40})(?:\.([0-9A-F]{1,6}|verbose_name_[a-z_]{1,20}))?$/;
const WAIT = /^[0-9]{1,6}$/;

/** Sentences name other fields in Django's words; a query names them by key. */
const FIELD_KEYS: Readonly<Record<string, string>> = {
  username: "verbose_name_username",
  "email address": "verbose_name_email",
};

/** @param error what the endpoint threw; what is no refusal of ours says nothing but that it failed */
export function refusalQuery(error: unknown): [name: string, value: string][] {
  if (error instanceof FieldErrors) {
    return Object.entries(error.fields).flatMap(([field, messages]) =>
      messages.map((message): [string, string] => ["wrong", `${field}.${compact(message)}`]),
    );
  }
  const wait = error instanceof ApiError ? error.details.headers?.["Retry-After"] : undefined;
  return [
    ["error", error instanceof ApiError ? error.code : "error"],
    ...(wait !== undefined && WAIT.test(wait) ? [["wait", wait] as [string, string]] : []),
  ];
}

/** Every text about a field takes one value at most. */
function compact({ key, params = {} }: Message): string {
  const [value] = Object.values(params);
  return value === undefined ? key : `${key}.${FIELD_KEYS[value] ?? value}`;
}

/** Null where the query tells of nothing, or of nothing that we would say. */
export function readRefusal({ wrong, error, wait }: Query): FormRefusal | null {
  const fields: Record<string, Message[]> = {};
  for (const each of [wrong ?? []].flat().slice(0, 20)) {
    const [, field, key, value] = WRONG.exec(each) ?? [];
    if (field === undefined || !isKey(key)) continue;
    fields[field] = [...(fields[field] ?? []), { key, params: value === undefined ? {} : everyName(value) }];
  }
  const code = typeof error === "string" && isCode(error) ? error : null;
  if (code === null && Object.keys(fields).length === 0) return null;
  return { fields, code, wait: typeof wait === "string" && WAIT.test(wait) ? Number(wait) : null };
}

/** The sentence; null where a value is missing that it needs. */
export function refusalText(language: Language, { key, params = {} }: Message): string | null {
  const named = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === "string" && isKey(value) ? text(language, value) : value,
  ]);
  const sentence = text(language, key, Object.fromEntries(named));
  return sentence.includes("{") ? null : sentence;
}

/** The sentence for a code; null where it would need words that no query carries. */
export function codeText(language: Language, code: ErrorCode): string | null {
  const key = code === "error" ? "server_error" : code;
  return isKey(key) ? refusalText(language, { key }) : null;
}

function everyName(value: string): Record<string, string> {
  const names = ["max", "min", "min_length", "code_point", "verbose_name"];
  return Object.fromEntries(names.map((name) => [name, value]));
}

function isKey(key: string | undefined): key is keyof typeof en {
  return key !== undefined && Object.hasOwn(en, key);
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
