import { type AccountShape, givenSignUp, usualSignUp } from "@/lib/contract/account_shape";
import type { Scope } from "@/lib/scope/scope";

/** What accounts have in this database and by these settings. */
export function accountShape({ settings, store }: Pick<Scope, "settings" | "store">): AccountShape {
  const { signInBy, signUpFields } = settings.users;
  const { nameIsAddress, userTable } = store.schema;
  const columns = {
    nameIsAddress,
    hasEmail: userTable.columns.email !== null,
    hasAge: userTable.columns.age !== null,
    needsEmail: signInBy === "email" || settings.mail.verification === "mandatory",
  };
  const signUp = signUpFields === undefined ? usualSignUp(columns) : givenSignUp(signUpFields, columns);
  return { signInBy, ...columns, signUp };
}
