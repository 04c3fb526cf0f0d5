import { ApiError } from "@/lib/contract/errors";
import type { ForwardAuthInput } from "@/lib/contract/fields";
import { headerText } from "@/lib/contract/header_text";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import { authenticate, authenticateCookies, type Credential } from "@/lib/sessions/credential";
import { clearStaleSessionCookie } from "@/lib/sessions/session_cookie";
import { isNavigation, signInAddress } from "@/lib/sessions/sign_in_address";
import { findGroups } from "@/lib/store/user_groups";
import type { User } from "@/lib/store/users";
import type { Call, Reply } from "./call";

/**
 * Tells a proxy who sends a request to another app (nginx's auth_request, Caddy's forward_auth, Traefik's ForwardAuth): in
 * headers, which the proxy copies to the request.
 * @throws ApiError 401 where nobody is signed in; with `?redirect=1` a browser that opens a page is sent to sign in
 */
export async function forwardAuth({
  scope,
  caller,
  query,
}: Call<unknown, null, unknown, ForwardAuthInput>): Promise<Reply> {
  const found = await findCredential(scope, caller);
  if (found instanceof ApiError) {
    if (query.redirect !== "1" || !isNavigation(caller)) throw found;
    return { redirect: await signInAddress(scope, caller), cookies: found.cookies };
  }
  return {
    status: 200,
    headers: await identityHeaders(scope, found.user),
    cookies: found.kind === "session" ? found.cookies : [],
  };
}

/** Who is signed in, or why nobody is. */
async function findCredential(scope: Scope, caller: Caller): Promise<Credential | ApiError> {
  const find = scope.settings.forwardAuthHeader ? authenticate : authenticateCookies;
  try {
    const credential = await find(scope, caller);
    return credential ?? new ApiError("not_authenticated").with(clearStaleSessionCookie(scope, caller));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return error;
    throw error;
  }
}

/** All of them, whatever is known: of one that is absent, some proxies would let through what the client sent. */
async function identityHeaders({ store }: Scope, user: User): Promise<Record<string, string>> {
  const groups = await findGroups(store, user.key);
  return {
    "Remote-User": headerText(user.username),
    "Remote-Id": headerText(user.key),
    "Remote-Email": headerText(user.email),
    "Remote-Groups": groups.map(headerText).join(","),
  };
}
