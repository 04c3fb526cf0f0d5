import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/open";
import { UnsuitableDatabaseError } from "@/lib/store/unsuitable";

/**
 * Settings that demand an address of everybody, where the table of the users has no column for one: nobody could sign in.
 * @throws UnsuitableDatabaseError
 */
export function requireAddresses(
  { users, mail, userTable }: Settings,
  { schema }: Pick<Store, "schema">,
): void {
  if (schema.userTable.columns.email !== null) return;
  const demand =
    users.signInBy !== "username"
      ? `SIGN_IN_BY=${users.signInBy}`
      : mail.verification === "mandatory" && "EMAIL_VERIFICATION=mandatory";
  if (demand)
    throw new UnsuitableDatabaseError(
      `${demand} needs users with addresses, but the table ${userTable.table} has no column email: name the right one in EMAIL_COLUMN, or unset ${demand.split("=")[0]}.`,
    );
}
