import { accountShape } from "@/lib/accounts/account_shape";
import { signInNameOf } from "@/lib/accounts/named_account";
import { userOfLink } from "@/lib/accounts/password_reset";
import { keptLink } from "@/lib/sessions/reset_cookie";
import { pageRequest } from "./page_request";

/** The user whose new password an opened link sets. */
interface LinkedUser {
  /** By which the form names them. */
  readonly uid: string;
  readonly username: string;
  /** What they sign in with: their name or their address. */
  readonly signInName: string;
}

/** Whom the link is for that this browser has opened; null where it is not valid. */
export async function linkedUser(): Promise<LinkedUser | null> {
  const { scope, caller } = await pageRequest();
  const link = await keptLink(scope, caller);
  const user = link && (await userOfLink(scope, link));
  return user && { uid: link.uid, username: user.username, signInName: signInNameOf(scope, user) };
}

/** Whether a forgotten password can be reset: mail can be sent, and users have addresses. */
export async function canResetPassword(): Promise<boolean> {
  const { scope } = await pageRequest();
  return scope.settings.mail.delivery !== "off" && accountShape(scope).hasEmail;
}
