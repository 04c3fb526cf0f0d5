import type { Scope } from "@/lib/scope/scope";
import { findUsers, isByAge, type UserPage } from "@/lib/store/find_users";
import { searchPrefix } from "./search_prefix";

const PAGE_SIZE = 50;

/**
 * A page of users for staff: those whose name or address begins with a text, and the one whose id it is; everybody where it is
 * empty. See {@link findUsers}.
 * @param after `next` of the page before
 */
export async function findPeople(
  { store }: Scope,
  { prefix, after }: { readonly prefix: string; readonly after: string | null },
): Promise<UserPage & { readonly order: "found" | "newest" | "byName" }> {
  const searched = searchPrefix(prefix);
  const page = await findUsers(store, { prefix: searched, after, limit: PAGE_SIZE });
  const all = isByAge(store.schema) ? "newest" : "byName";
  return { ...page, order: searched === null ? all : "found" };
}
