import type { Scope } from "@/lib/scope/scope";
import { copyBlacklist } from "@/lib/store/blacklist_tables";

/** Tokens per read and per write. */
const PAGE = 200;

/**
 * Copies tokens that were blacklisted before simplejwt's tables existed into those tables.
 * @returns how many tokens
 */
export function shareBlacklist({ store, now }: Scope): Promise<number> {
  return copyBlacklist(store, now, PAGE);
}
