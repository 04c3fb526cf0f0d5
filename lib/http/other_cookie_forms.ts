import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { unsealSessionKey } from "@/lib/credentials/seal";
import type { Settings } from "@/lib/settings/settings";
import { cookieValues } from "./cookies";

/**
 * Where an answer sets or clears a session or access cookie: clears what the same browser still holds of it from before
 * SESSION_COOKIE_DOMAIN or AUTH_COOKIE_DOMAIN was changed. Two cookies of one name would hide each other, and one of another name
 * would stay a credential that nobody sees.
 *
 * One of a domain may be a sibling's, another Latchkey's among them: it is cleared where it opens with our keys, or hides ours.
 * @param header the request's Cookie header
 * @returns to be set before the answer's own cookies
 */
export async function clearOtherForms(
  cookies: readonly SetCookie[],
  header: string | null,
  { otherCookieForms, secretKeys, session }: Settings,
): Promise<SetCookie[]> {
  const cleared: SetCookie[] = [];
  for (const { name, forms } of otherCookieForms) {
    if (!cookies.some(({ spec }) => spec.name === name)) continue;
    for (const form of forms) {
      const values = cookieValues(header, form.name);
      const isHidden = form.name === name && values.size > 1;
      const isOurs = form.domain === undefined ? values.size > 0 : isHidden || (await opensAny(values));
      if (isOurs) cleared.push(clearCookie(form));
    }
  }
  return cleared;

  async function opensAny(values: ReadonlySet<string>): Promise<boolean> {
    for (const value of values)
      if ((await unsealSessionKey(value, secretKeys, session.age)) !== null) return true;
    return false;
  }
}
