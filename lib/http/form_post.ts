import { ApiError } from "@/lib/contract/errors";
import { refusalQuery } from "@/lib/contract/form_refusal";
import { DEFAULT_NEXT, safeNext } from "@/lib/contract/next_path";
import { wantsPage } from "./negotiate";

/**
 * A form that a browser sent by itself, without scripts: its person wants a page to look at, not JSON. So the answer
 * leads on: with what went well to the next page, with what was refused back to the form, which says what was wrong.
 */
export interface FormPost {
  /** The page that the form stands on. */
  readonly page: string;
  /** Where to go on; safe to redirect to. */
  readonly next: string;
  /** A refusal means no more than that it is done already. */
  readonly ends: boolean;
}

const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** Buttons on the page of the account are forms, too. */
const BUTTONS: Readonly<Record<string, { page: string; ends: boolean }>> = {
  "/user/session_signout": { page: "/account", ends: true },
  "/user/jwt_signout": { page: "/account", ends: true },
  "/user/jwt_refresh": { page: "/account", ends: false },
};

/**
 * The form that a request is; null where a program calls. Its address may say where to go on: `?next=/path`.
 * @param page of the endpoint, where it has a form
 * @param tokensInCookies false: tokens come in the body, and who wants them must read it
 */
export function formPostOf(
  request: Request,
  page: string | undefined,
  tokensInCookies: boolean,
): FormPost | null {
  if (request.method !== "POST" || !wantsPage(request) || !isForm(request)) return null;
  const { pathname, searchParams } = new URL(request.url);
  const path = pathname.replace(/\/$/, "");
  if (!tokensInCookies && path.startsWith("/user/jwt_")) return null;
  const form = page === undefined ? BUTTONS[path] : { page, ends: false };
  return form === undefined ? null : { ...form, next: safeNext(searchParams.get("next") ?? undefined) };
}

function isForm(request: Request): boolean {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  return FORM_TYPES.includes(mediaType);
}

/**
 * The answer for a person, from the answer for programs: cookies and safety headers stay as they are.
 * @param refusal what the endpoint threw or refused with; undefined where all went well
 */
export function redirectFormPost(
  { page, next, ends }: FormPost,
  answer: Response,
  refusal: unknown,
): Response {
  // Another site's form gets no page of ours to go on from.
  if (refusal instanceof ApiError && refusal.code === "cross_site") return answer;
  const done = answer.ok || (ends && (answer.status === 401 || answer.status === 403));
  const headers = new Headers(answer.headers);
  // These speak of the body, or to a program. A browser would wait for Retry-After before it goes on.
  for (const name of ["Content-Type", "WWW-Authenticate", "Retry-After"]) headers.delete(name);
  headers.set("Location", done ? next : withQuery(page, refusalQuery(refusal), next));
  return new Response(null, { status: 303, headers });
}

function withQuery(page: string, refusal: [string, string][], next: string): string {
  return `${page}?${new URLSearchParams([...refusal, ...(next === DEFAULT_NEXT ? [] : [["next", next]])])}`;
}
