import type { ResetLinkInput } from "@/lib/contract/fields";
import { RESET_PAGES } from "@/lib/contract/reset_pages";
import { keepLink } from "@/lib/sessions/reset_cookie";
import type { Call, Reply } from "./call";

/**
 * The link of a mail: leads to the page that sets the new password, and moves the token from the address to a cookie (Django's
 * PasswordResetConfirmView keeps it in the session). It changes nothing, since programs open links of mails, too.
 */
export async function resetLink({ scope, params }: Call<unknown, null, ResetLinkInput>): Promise<Reply> {
  return { redirect: RESET_PAGES.set, cookies: [await keepLink(scope, params)] };
}
