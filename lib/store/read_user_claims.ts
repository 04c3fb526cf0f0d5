import type { CatalogColumn, CatalogTable } from "./catalog";
import { UnsuitableDatabaseError } from "./unsuitable";
import type { UserClaim } from "./user_claims";
import type { UserMapping } from "./user_mapping";

/** Types of columns as both engines name them; an array's ends in brackets. */
const KINDS = {
  boolean: /^bool(ean)?$/,
  integer: /^(tiny|small|medium|big)?int(eger)?( unsigned)?$/,
  number: /^(real|double|double precision|float|decimal|numeric)(\([\d, ]+\))?$/,
  text: /^(n?(var)?char|text|character( varying)?|citext|uuid)(\(\d+\))?$/,
} as const satisfies Record<UserClaim["kind"], RegExp>;

/**
 * Compares the columns that TOKEN_CLAIMS names with those of the user table.
 * @throws UnsuitableDatabaseError for one that is not there, or holds what no claim can
 */
export function readUserClaims(found: CatalogTable, { claims, table }: UserMapping): readonly UserClaim[] {
  return Object.entries(claims).map(([claim, name]) => {
    const column = found.columns.get(name);
    if (column === undefined)
      throw new UnsuitableDatabaseError(
        `TOKEN_CLAIMS names a column ${name}, which the table ${table} does not have.`,
      );
    return { claim, column: name, kind: kindOf(column) };
  });
}

function kindOf({ name, type }: CatalogColumn): UserClaim["kind"] {
  const kinds = Object.keys(KINDS) as UserClaim["kind"][];
  const kind = kinds.find((one) => KINDS[one].test(type));
  if (kind !== undefined) return kind;
  throw new UnsuitableDatabaseError(
    `TOKEN_CLAIMS names the column ${name}, which is of the type ${type}: claims are booleans, numbers and text.`,
  );
}
