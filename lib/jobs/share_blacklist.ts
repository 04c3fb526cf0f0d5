import type { Scope } from "@/lib/scope/scope";
import { copyBlacklist } from "@/lib/store/blacklist_tables";

/** Tokens that are read and written at once. */
const PAGE = 200;

/**
 * Blacklists for a Django project that has joined the database, too, what was blacklisted before it had.
 * @returns how many tokens
 */
export function shareBlacklist({ store, now }: Scope): Promise<number> {
  return copyBlacklist(store, now, PAGE);
}
