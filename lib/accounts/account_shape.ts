import type { AccountShape } from "@/lib/contract/account_shape";
import type { Scope } from "@/lib/scope/scope";

/** What accounts have in this database and by these settings. */
export function accountShape({ settings, store }: Pick<Scope, "settings" | "store">): AccountShape {
  const { signInBy } = settings.users;
  const { nameIsAddress, userTable } = store.schema;
  return {
    signInBy,
    nameIsAddress,
    hasEmail: userTable.columns.email !== null,
    hasAge: userTable.columns.age !== null,
    needsEmail: signInBy === "email" || settings.mail.verification === "mandatory",
  };
}
