import { publicUser } from "@/lib/accounts/public_user";
import { ApiError } from "@/lib/contract/errors";
import type { Credential } from "@/lib/sessions/credential";
import { readUserData } from "@/lib/store/user_data";
import type { Call, Reply } from "./call";

/** Everything that is stored of the caller, as a file. */
export async function exportMe({ scope, credential }: Call<unknown, Credential>): Promise<Reply> {
  const { id } = publicUser(credential.user);
  const data = await readUserData(scope.store, credential.user.key);
  if (data === null) throw new ApiError("no_active_account");
  return { status: 200, body: { user: { id, ...data.user }, ...data.owned }, attachment: "account.json" };
}
