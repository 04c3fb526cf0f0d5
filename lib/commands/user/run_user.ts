import { type Actor, COMMAND } from "@/lib/accounts/staff_acts/act";
import type { Scope } from "@/lib/scope/scope";
import { act, reset } from "./act";
import { create } from "./create";
import { findPerson } from "./find_person";
import { list } from "./list";
import type { Order } from "./options";
import { factsOf, showText } from "./show";
import { printableJson } from "./terminal";

/**
 * Does what an order says.
 * @param readPassword gets the password of a new account
 * @returns what is told
 * @throws RefusedError or FieldErrors where it cannot be done
 */
export async function runUser(
  scope: Scope,
  order: Order,
  readPassword: () => Promise<string>,
): Promise<string> {
  const actor: Actor = { by: COMMAND, address: null, language: scope.settings.language };
  switch (order.what) {
    case "create":
      return create(scope, actor, order, readPassword);
    case "show": {
      const user = await findPerson(scope, order.named);
      const facts = await factsOf(scope, user);
      return order.json ? printableJson(facts) : showText(user, facts);
    }
    case "reset-link":
      return reset(scope, actor, order.mail, await findPerson(scope, order.named));
    case "list":
      return list(scope, order);
    default:
      return act(scope, actor, order.what, await findPerson(scope, order.named));
  }
}
