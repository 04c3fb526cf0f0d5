import { FieldErrors, type FieldMessage } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";

/** A name and an address that are to be stored; one that is absent stays as it is. */
interface Stored {
  readonly username?: string | undefined;
  readonly email?: string | undefined;
}

/** What is too long for the columns of the user table, which a project may have made shorter than Django's own. */
export function lengthProblems(scope: Scope, stored: Stored): Record<string, FieldMessage[]> {
  const problems: Record<string, FieldMessage[]> = {};
  for (const field of ["username", "email"] as const) {
    const max = maxLengthOf(scope, field);
    // As Python and PostgreSQL count: in code points.
    if (max !== null && [...(stored[field] ?? "")].length > max)
      problems[field] = [{ key: "max_length", params: { max } }];
  }
  return problems;
}

/** In code points; null where the column has no limit. */
export function maxLengthOf({ store }: Scope, field: "username" | "email"): number | null {
  const { columns, found } = store.schema.userTable;
  return maxLength(found.get(columns[field] ?? "")?.type ?? "");
}

/** @throws FieldErrors */
export function refuseTooLong(scope: Scope, stored: Stored): void {
  const problems = lengthProblems(scope, stored);
  if (Object.keys(problems).length > 0) throw new FieldErrors(problems);
}

/** `varchar(150)`, `character varying(150)` */
function maxLength(type: string): number | null {
  const [, digits] = /char(?:acter varying)?\((\d+)\)$/.exec(type) ?? [];
  return digits === undefined ? null : Number(digits);
}
