import type { SetCookie } from "@/lib/contract/cookie";
import { ApiError } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import { hasSession } from "@/lib/store/sessions";
import type { Caller } from "./caller";
import type { Credential } from "./credential";
import { renewSignIn } from "./renew_sign_in";

/**
 * Makes a sign-in recent again, whose user has just given their password.
 * @returns the session's new cookie; none for tokens, and where another request has changed the key at the same moment
 * @throws ApiError 401 not_authenticated where the sign-in has ended meanwhile
 * @throws ApiError 403 permission_denied for a token of another service: nothing is stored of its sign-in before it is refreshed
 *   here
 */
export async function confirmSignIn(
  scope: Scope,
  caller: Caller,
  credential: Credential,
): Promise<readonly SetCookie[]> {
  const { store } = scope;
  const { id, steps, cookies } = await renewSignIn(scope, caller, credential, credential.user.password);
  if (id === null) throw new ApiError("permission_denied");
  const [renewed] = await store.statements.write(steps, { guarded: true });
  if (renewed === 1) return cookies;
  if (credential.kind === "session" && (await hasSession(store, id))) return [];
  throw new ApiError("not_authenticated");
}
