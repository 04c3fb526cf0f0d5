import { userOfLink } from "@/lib/accounts/password_reset";
import { keptLink } from "@/lib/sessions/reset_cookie";
import { pageRequest } from "./page_request";

/** The name of the user whose new password the opened link sets; null where the link is not valid. */
export async function linkedUsername(): Promise<string | null> {
  const { scope, caller } = await pageRequest();
  const link = await keptLink(scope, caller);
  const user = link && (await userOfLink(scope, link));
  return user?.username ?? null;
}

/** Whether a forgotten password can be reset: mail can be sent. */
export async function canResetPassword(): Promise<boolean> {
  return (await pageRequest()).scope.settings.mail.delivery !== "off";
}
