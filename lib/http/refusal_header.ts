import type { Refusal } from "@/lib/contract/errors";
import { REFUSAL_HEADER } from "@/lib/contract/form_refusal";
import { refusalQuery } from "@/lib/contract/refusal_query";

/** Tells a script of our pages in keys what the body says to programs in sentences: pages have words of their own. */
export function setRefusalHeader(response: Response, refusal: Refusal): void {
  response.headers.set(REFUSAL_HEADER, new URLSearchParams(refusalQuery(refusal)).toString());
}
