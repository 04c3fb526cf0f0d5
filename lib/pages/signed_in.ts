import { isAbsolute, withNext } from "@/lib/contract/next_path";
import { currentCredentials } from "./current_credentials";

/** The usernames of who is signed in, by mode; null for nobody. Who has a live refresh token alone is signed in, too. */
export interface SignedInNames {
  readonly session: string | null;
  readonly token: string | null;
}

/** The way on from a sign-in page, for somebody who is signed in already. */
export interface WayOn {
  readonly href: string;
  /** Of another origin, with its port; null for a page of ours. */
  readonly host: string | null;
}

/**
 * Where the access token has run out, it leads by the page that refreshes. Null where nobody is signed in, and where it would
 * lead to the account, as every page does.
 * @param destination checked
 */
export async function wayOn(destination: string): Promise<WayOn | null> {
  const { session, token } = await currentCredentials();
  if (destination === "/account" || (session === null && token === null)) return null;
  const href = session === null && !token?.access ? withNext("/jwt/refresh", destination) : destination;
  return { href, host: isAbsolute(destination) ? new URL(destination).host : null };
}

/** Who is signed in at the page that is being rendered. */
export async function signedIn(): Promise<SignedInNames> {
  const { session, token } = await currentCredentials();
  return { session: session?.user.username ?? null, token: token?.user.username ?? null };
}
