import type { AccountShape } from "@/lib/contract/account_shape";
import type { Scope } from "@/lib/scope/scope";

/** What accounts have in this database and by these settings. */
export function accountShape({ settings, store }: Pick<Scope, "settings" | "store">): AccountShape {
  return { signInBy: settings.users.signInBy, nameIsAddress: store.schema.nameIsAddress };
}
