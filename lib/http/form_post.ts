import { ApiError } from "@/lib/contract/errors";
import { refusalQuery } from "@/lib/contract/form_refusal";
import { DEFAULT_NEXT, safeNext } from "@/lib/contract/next_path";
import { wantsPage } from "./negotiate";
import type { Row } from "./row";

/**
 * A form that a browser sent by itself, without scripts: its person wants a page to look at, not JSON. So the answer leads
 * on: after a success to the next page, after a refusal back to the form, which says what was wrong.
 */
export interface FormPost {
  /** The page that the form stands on. */
  readonly page: string;
  /** Where to go on; safe to redirect to. */
  readonly next: string;
  /** A refusal for want of a credential means no more than that it is done already. */
  readonly idempotent: boolean;
}

const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** Whether a browser sent the request from a form, without scripts. */
export function isFormPost(request: Request): boolean {
  if (request.method !== "POST" || !wantsPage(request)) return false;
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  return FORM_TYPES.includes(mediaType);
}

/**
 * The form that a request is; null where a program calls, or where no form of ours posts to the endpoint. Its address may
 * say where to go on: `?next=/path`.
 */
export function formPostOf(request: Request, row: FormRow | undefined): FormPost | null {
  const page = row?.formPage ?? row?.page;
  if (page === undefined || !isFormPost(request)) return null;
  const next = new URL(request.url).searchParams.get("next");
  return { page, next: safeNext(next ?? undefined), idempotent: row?.idempotent ?? false };
}

type FormRow = Pick<Row, "page" | "formPage" | "idempotent">;

/**
 * The answer for a person, from the answer for programs: cookies and safety headers stay as they are.
 * @param refusal what the endpoint threw or refused with; undefined where all went well
 */
export function redirectFormPost(
  { page, next, idempotent }: FormPost,
  answer: Response,
  refusal: unknown,
): Response {
  // Another site's form gets no page of ours to go on from.
  if (refusal instanceof ApiError && refusal.code === "cross_site") return answer;
  const isRefused = answer.status >= 400;
  const done = !isRefused || (idempotent && (answer.status === 401 || answer.status === 403));
  const headers = new Headers(answer.headers);
  // These speak of the body, or to a program. A browser would wait for Retry-After before it goes on.
  for (const name of ["Content-Type", "WWW-Authenticate", "Retry-After"]) headers.delete(name);
  if (!done) headers.set("Location", withQuery(page, refusalQuery(refusal), next));
  // Where the endpoint itself leads on, it knows better.
  else if (!headers.has("Location")) headers.set("Location", next);
  return new Response(null, { status: 303, headers });
}

function withQuery(page: string, refusal: [string, string][], next: string): string {
  return `${page}?${new URLSearchParams([...refusal, ...(next === DEFAULT_NEXT ? [] : [["next", next]])])}`;
}
