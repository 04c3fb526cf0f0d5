import { userOfLink } from "@/lib/accounts/password_reset";
import { keptLink } from "@/lib/sessions/reset_cookie";
import { pageRequest } from "./page_request";

/** The user whose new password the opened link sets, and by which `uid` its form names them; null where the link is not valid. */
export async function linkedUser(): Promise<{ readonly uid: string; readonly username: string } | null> {
  const { scope, caller } = await pageRequest();
  const link = await keptLink(scope, caller);
  const user = link && (await userOfLink(scope, link));
  return user && { uid: link.uid, username: user.username };
}

/** Whether a forgotten password can be reset: mail can be sent. */
export async function canResetPassword(): Promise<boolean> {
  return (await pageRequest()).scope.settings.mail.delivery !== "off";
}
