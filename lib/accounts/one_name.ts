import type { FieldMessage } from "@/lib/contract/errors";

/** The fields of a body that may both hold one value. */
interface Names {
  readonly username?: string | undefined;
  readonly email?: string | undefined;
}

/**
 * What is wrong with a body that says one thing as `username`, as `email`, or as both.
 * @param input without the fields that are malformed
 * @param required the field that is missing where neither is given; null where neither has to be
 */
export function namingProblems(input: Names, required: keyof Names | null): Record<string, FieldMessage[]> {
  const { username, email } = input;
  if (!("username" in input && "email" in input)) return {};
  if (username === undefined && email === undefined)
    return required === null ? {} : { [required]: [{ key: "required" }] };
  const differ = username !== undefined && email !== undefined && username !== email;
  return differ ? { email: [{ key: "names_differ" }] } : {};
}
