import { publicUser } from "@/lib/accounts/public_user";
import { ApiError } from "@/lib/contract/errors";
import type { Credential } from "@/lib/sessions/credential";

/**
 * Our pages name in the address whose account a change is meant for (`?_user=12`). Without it a page that shows one user would
 * change another, where two are signed in, by session and by tokens, and the one's has just run out, or where somebody else has
 * signed in in another tab.
 * @throws ApiError 401 not_authenticated where it is not the caller
 */
export function requireNamedUser({ url }: Request, { user }: Credential): void {
  if (!url.includes("_user=")) return;
  const named = new URL(url).searchParams.get("_user");
  if (named !== null && named !== String(publicUser(user).id)) throw new ApiError("not_authenticated");
}
