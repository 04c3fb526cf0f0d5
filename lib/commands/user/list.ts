import { searchPrefix } from "@/lib/accounts/people/search_prefix";
import type { Scope } from "@/lib/scope/scope";
import { findUsers, type UserPage } from "@/lib/store/find_users";
import { labelOf } from "./find_person";
import type { Order } from "./options";
import { printable, printableJson, timeOf } from "./terminal";

type Listing = Extract<Order, { readonly what: "list" }>;

/** A page of accounts, as text or as JSON. */
export async function list({ store }: Scope, { prefix, limit, after, json }: Listing): Promise<string> {
  const page = await findUsers(store, { prefix: searchPrefix(prefix), after, limit });
  return json ? printableJson(factsOf(page)) : textOf(page);
}

function factsOf({ users, next }: UserPage) {
  const facts = users.map(
    ({ id, username, email, isActive, isStaff, isSuperuser, joinedAt, lastLoginAt }) => ({
      ...{ id, username, email, is_active: isActive, is_staff: isStaff, is_superuser: isSuperuser },
      ...{ joined_at: joinedAt, last_login_at: lastLoginAt },
    }),
  );
  return { users: facts, next };
}

function textOf({ users, next }: UserPage): string {
  if (users.length === 0) return "There is no such account.";
  const lines = users.map((user) => {
    const { email, isActive, isStaff, lastLoginAt } = user;
    const marks = [isStaff ? "staff" : "", isActive ? "" : "deactivated"];
    const seen = lastLoginAt === null ? "" : `last login ${timeOf(lastLoginAt)}`;
    return [labelOf(user), printable(email), seen, ...marks].filter(Boolean).join("  ");
  });
  return [...lines, ...(next === null ? [] : [`There are more: --after ${next}`])].join("\n");
}
