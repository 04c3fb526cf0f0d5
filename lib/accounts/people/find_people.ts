import type { Scope } from "@/lib/scope/scope";
import { findUsers, type UserPage } from "@/lib/store/find_users";
import { searchPrefix } from "./search_prefix";

const PAGE_SIZE = 50;

/**
 * A page of users for staff: those whose name or address begins with a text, and the one whose id it is; everybody where it is
 * empty. See {@link findUsers}.
 * @param after `next` of the page before
 */
export function findPeople(
  { store }: Scope,
  { prefix, after }: { readonly prefix: string; readonly after: string | null },
): Promise<UserPage> {
  return findUsers(store, { prefix: searchPrefix(prefix), after, limit: PAGE_SIZE });
}
