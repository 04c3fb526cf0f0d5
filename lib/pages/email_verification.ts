import { type EmailState, emailState } from "@/lib/accounts/email_verification/email_state";
import { readSession } from "@/lib/sessions/cookie_session";
import { tokenFromCookie } from "@/lib/sessions/credential";
import { keptEmailKey } from "@/lib/sessions/email_key_cookie";
import { pageRequest } from "./page_request";

export type { EmailState };

/** Whether a mailed link was opened in this browser, and waits for its page's button. */
export async function hasOpenedLink(): Promise<boolean> {
  const { scope, caller } = await pageRequest();
  return keptEmailKey(scope, caller) !== null;
}

/** What is known of the address of who is signed in; null for nobody, and where addresses are not verified. */
export async function currentEmail(): Promise<EmailState | null> {
  const { scope, caller } = await pageRequest();
  if (scope.settings.mail.verification === "none") return null;
  const token = await tokenFromCookie(scope, caller);
  const credential = token !== null && "user" in token ? token : await readSession(scope, caller);
  return credential === null ? null : emailState(scope, credential.user);
}
