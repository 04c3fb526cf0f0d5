import { sha256 } from "@/lib/credentials/digest";
import type { Found } from "@/lib/store/import/find_imported";
import type { DigestedUser, UserValues } from "@/lib/store/import/imported_user";
import type { UserReason } from "./reasons";

/** What becomes of a user of the source. */
export type Decision =
  /** `same`: imported as it is there now; `deleted`: imported once, and deleted here since. */
  | { readonly what: "insert" | "same" | "deleted" }
  | { readonly what: "update"; readonly present: UserValues }
  | { readonly what: "refuse"; readonly reason: UserReason; readonly detail: string };

/**
 * Decides by what was noted when the user was imported: a row here is only replaced where it still holds what was imported, and a
 * user who was deleted here does not come back. The database decides once more when it is written.
 */
export function decide({ user, digest }: DigestedUser, { rows, imported, names }: Found): Decision {
  const { key, username } = user;
  const before = imported.get(key);
  const present = comparable(rows.get(key), user.dateJoined === null);
  if (before !== undefined && present === undefined) return { what: "deleted" };
  if (before === digest) return { what: "same" };
  if (present !== undefined && (before === undefined || present.dateJoined !== user.dateJoined))
    return { what: "refuse", reason: "id_taken", detail: present.username };
  if (present !== undefined && digestOf(present) !== before)
    return { what: "refuse", reason: "changed_here", detail: "" };
  const owner = names.get(username);
  if (owner !== undefined && owner !== key) return { what: "refuse", reason: "name_taken", detail: owner };
  return present === undefined ? { what: "insert" } : { what: "update", present };
}

/** A row as it is compared: without what the source does not tell. */
function comparable(row: UserValues | undefined, isJoinedUnknown: boolean): UserValues | undefined {
  return row !== undefined && isJoinedUnknown ? { ...row, dateJoined: null } : row;
}

/** Of what a row holds: two rows that hold the same have one digest. */
export function digestOf(values: UserValues): string {
  const { key, username, password, email, age, firstName, lastName } = values;
  const { isActive, isStaff, isSuperuser, lastLogin, dateJoined } = values;
  const texts = [key, username, password, email, age, firstName, lastName];
  return sha256(JSON.stringify([...texts, isActive, isStaff, isSuperuser, lastLogin, dateJoined]));
}
