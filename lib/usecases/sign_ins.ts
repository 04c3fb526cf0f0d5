import type { Credential } from "@/lib/sessions/credential";
import { publicSignIn, signInsOf } from "@/lib/sessions/sign_ins";
import type { Call, Reply } from "./call";

/** Where the caller is signed in. */
export async function signIns({ scope, credential }: Call<unknown, Credential>): Promise<Reply> {
  return { status: 200, body: (await signInsOf(scope, credential)).map(publicSignIn) };
}
