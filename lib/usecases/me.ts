import { publicUser } from "@/lib/accounts/public_user";
import type { Credential } from "@/lib/sessions/credential";
import type { Call, Reply } from "./call";

/** Who the caller is. */
export async function me({ credential }: Call<unknown, Credential>): Promise<Reply> {
  return { status: 200, body: publicUser(credential.user) };
}
