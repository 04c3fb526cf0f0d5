import { publicUser } from "@/lib/accounts/public_user";
import type { Credential } from "@/lib/sessions/authenticate";
import type { Reply } from "@/lib/sessions/call";

/** Who the caller is. */
export async function me(credential: Credential): Promise<Reply> {
  return {
    status: 200,
    body: publicUser(credential.user),
    cookies: credential.kind === "session" ? credential.cookies : [],
  };
}
