import type { Reader } from "./readers";

/** One setting: the environment variable it comes from, how its text is read, what the documents say of it. */
export interface Definition<T, Name extends string = string> {
  /** Of the environment variable. */
  readonly name: Name;
  /**
   * @param text undefined where the variable is unset
   * @throws TypeError whose message completes the sentence "NAME …"
   */
  readonly parse: (text: string | undefined) => T;
  /** Parsed where the variable is unset; undefined where other settings decide then. */
  readonly default: string | undefined;
  /** The default in the documents, in Markdown. */
  readonly defaultLabel: string;
  /** In Markdown. */
  readonly description: string;
  /** Where it is a secret, which a file may hold: how its own text may name one, besides NAME_FILE. */
  readonly secret?: "or a path" | "several" | "never a path itself";
}

/** Definitions by the properties under which their values are found. */
export type Definitions<Values> = { readonly [P in keyof Values]: Definition<Values[P]> };

/** The values that definitions give. */
export type ValuesOf<D> = { readonly [P in keyof D]: D[P] extends Definition<infer T> ? T : never };

/** A setting with a default of its own. */
export function setting<T, const Name extends string>(
  name: Name,
  read: Reader<T>,
  defaultText: string,
  description: string,
): Definition<T, Name> {
  const parse = (text: string | undefined) => read(text ?? defaultText);
  return { name, parse, default: defaultText, defaultLabel: `\`${defaultText}\``, description };
}

/**
 * A setting whose default depends on other settings: its value is undefined where it is unset.
 * @param defaultLabel what the documents say of that default, in Markdown
 */
export function optional<T, const Name extends string>(
  name: Name,
  read: Reader<T>,
  defaultLabel: string,
  description: string,
): Definition<T | undefined, Name> {
  const parse = (text: string | undefined) => (text === undefined ? undefined : read(text));
  return { name, parse, default: undefined, defaultLabel, description };
}

/**
 * Makes a setting one that a file may hold, as secrets are handed to containers.
 * @param form "or a path": its value may be the path itself; "several": each item of it may be one
 */
export function inFile<D extends Definition<unknown>>(form: NonNullable<D["secret"]>, definition: D): D {
  const description = `${definition.description} Or \`${definition.name}_FILE\`: the path of a file that holds ${form === "several" ? "them, one a line" : "it"}.`;
  return { ...definition, description, secret: form };
}
