import { isFormPost } from "./form_post";

const METHODS = ["PATCH", "DELETE"];

/**
 * The method that a request stands for. A form without scripts sends GET or POST alone: `?_method=PATCH` in the address that it
 * posts to names another, as in Rails and Symfony. Of programs the request's own counts.
 */
export function methodOf(request: Request): string {
  const { method, url } = request;
  // Asked of every request: most are told by their address.
  if (!url.includes("_method=") || !isFormPost(request)) return method;
  const named = new URL(url).searchParams.get("_method")?.toUpperCase() ?? "";
  return METHODS.includes(named) ? named : method;
}
