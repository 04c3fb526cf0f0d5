import { currentCredentials } from "./current_credentials";

/** The usernames of who is signed in, by mode; null for nobody. Who has a live refresh token alone is signed in, too. */
export interface SignedInNames {
  readonly session: string | null;
  readonly token: string | null;
}

/** Who is signed in at the page that is being rendered. */
export async function signedIn(): Promise<SignedInNames> {
  const { session, token } = await currentCredentials();
  return { session: session?.user.username ?? null, token: token?.user.username ?? null };
}
