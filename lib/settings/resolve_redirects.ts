import { isAbsolute, type Redirects } from "@/lib/contract/next_path";
import type { RawSettings } from "./definitions";

interface AllRedirects extends Redirects {
  /** LOGOUT_REDIRECT_URL: a path of ours, or an address of one of the origins. Null: people stay where they were. */
  readonly afterSignOut: string | null;
}

/**
 * Where people may be led. Our own origin is among the allowed: an address of it is as good as a path.
 * @param origin APP_ORIGIN
 */
export function resolveRedirects(
  { afterSignIn, afterSignOut, origins }: RawSettings["redirects"],
  origin: string,
): AllRedirects {
  const all = [origin, ...origins, ...originOf(afterSignIn), ...originOf(afterSignOut)];
  return { afterSignIn, afterSignOut, origins: [...new Set(all)] };
}

/** None where it is a path. */
export function originOf(url: string | null): string[] {
  return url !== null && isAbsolute(url) ? [new URL(url).origin] : [];
}
