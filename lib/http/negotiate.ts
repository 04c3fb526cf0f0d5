import { ApiError } from "@/lib/contract/errors";

/** What a browser's form or script, a program, and DRF's browsable client ask for: all of them get JSON. */
const ACCEPTABLE = new Set(["application/json", "application/*", "*/*", "text/html"]);

/** @throws ApiError 406 where the Accept header leaves no format of ours (DRF's DefaultContentNegotiation) */
export function requireAcceptable(request: Request): void {
  const accept = request.headers.get("accept");
  if (accept === null || accept.trim() === "") return;
  if (mediaRanges(accept).some((range) => ACCEPTABLE.has(range))) return;
  throw new ApiError("not_acceptable");
}

/** Whether a person's browser is opening the address, rather than a program calling it. */
export function wantsPage(request: Request): boolean {
  return acceptsHtml(request.headers.get("accept") ?? "");
}

/** Whether an Accept header names HTML, as browsers do when they open an address. */
export function acceptsHtml(accept: string): boolean {
  return mediaRanges(accept).includes("text/html");
}

function mediaRanges(accept: string): string[] {
  return accept.split(",").map((part) => part.split(";")[0]?.trim().toLowerCase() ?? "");
}
