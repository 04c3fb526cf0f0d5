import { formPage } from "@/lib/contract/mode";
import { givenNext } from "@/lib/contract/next_path";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";
import { readSession } from "./cookie_session";

/**
 * The page of a sign-in or sign-up for whoever names no mode: by JWT where token cookies came and no session is live, else by
 * the first of SIGN_IN_MODES.
 * @param next where to go on afterwards; anything but a path of ours or an address of an allowed origin is left out
 */
export async function entryPage(
  scope: Scope,
  caller: Caller,
  task: "signin" | "signup",
  next: string | undefined,
): Promise<string> {
  const { jwt, users, redirects } = scope.settings;
  const { access, refresh } = jwt.cookies;
  const hadTokens = [access, refresh].some(({ name }) => caller.hasCookie(name));
  const byToken =
    users.signInModes.includes("token") && hadTokens && (await readSession(scope, caller)) === null;
  return formPage(byToken ? "token" : users.signInModes[0], task, givenNext(next, redirects));
}
