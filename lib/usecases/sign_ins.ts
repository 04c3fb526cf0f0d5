import type { Credential } from "@/lib/sessions/credential";
import { type SignIn, signInsOf } from "@/lib/sessions/sign_ins";
import type { Call, Reply } from "./call";

/** Where the caller is signed in. */
export async function signIns({ scope, credential }: Call<unknown, Credential>): Promise<Reply> {
  return { status: 200, body: (await signInsOf(scope, credential)).map(publicSignIn) };
}

function publicSignIn(signIn: SignIn) {
  const { id, mode, browser, system, address } = signIn;
  return {
    ...{ id, mode, browser, system, address },
    user_agent: signIn.userAgent,
    created: signIn.createdAt,
    last_used: signIn.lastUsedAt,
    current: signIn.isCurrent,
  };
}
