import { ApiError, type Refusal } from "@/lib/contract/errors";
import { HTTPS_ONLY } from "@/lib/contract/https_only";
import { checkedNext, withNext } from "@/lib/contract/next_path";
import { refusalQuery } from "@/lib/contract/refusal_query";
import type { Settings } from "@/lib/settings/settings";
import { entryInstead } from "./mode_off";
import { wantsPage } from "./negotiate";
import type { Row } from "./row";

/**
 * A form that a browser sent by itself, without scripts: the person needs a page, not JSON. So the response is a redirect:
 * after a success to the next page, after a refusal back to the form, which shows what was wrong.
 */
export interface FormPost {
  /** The page that the form stands on. */
  readonly page: string;
  /** The page that asks for the code of a second factor, where the endpoint may want one. */
  readonly codePage?: string | undefined;
  /** Where a success redirects to: a path of ours, or an address of an allowed origin. */
  readonly next: string;
  /** Where it redirects to without a `next`: no address carries that on. */
  readonly usualNext: string;
  /** A refusal with 401 or 403 counts as success: without a valid credential there is nothing left to do. */
  readonly idempotent: boolean;
  /** It came over plain HTTP, by its Origin: where a proxy in front has TLS, the browser names https. */
  readonly isPlain: boolean;
  /** A link of the page that was followed, as to a file: the browser gets the answer itself, unless it is a refusal. */
  readonly isLink: boolean;
}

const ACCOUNT = "/account";

/** The page that a sign-in leads to whose account has no verified address. */
const VERIFY_PAGE = "/email/verify";

const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** Whether a browser sent the request from a form, without scripts. */
export function isFormPost(request: Request): boolean {
  if (request.method !== "POST" || !wantsPage(request)) return false;
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  return FORM_TYPES.includes(mediaType);
}

/**
 * The form post, or the link that was followed, that a request is; null where a program calls, or where no form of ours posts to the endpoint. `?next=`
 * in its address says where a success redirects to; else it leads back to the page of a button (`formPages`), to LOGIN_REDIRECT_URL, or to LOGOUT_REDIRECT_URL.
 */
export function formPostOf(
  request: Request,
  row: FormRow | undefined,
  redirects: Settings["redirects"],
): FormPost | null {
  if (row === undefined) return null;
  const isLink = row.formPages !== undefined && request.method === "GET" && wantsPage(request);
  if (!isLink && !isFormPost(request)) return null;
  const next = new URL(request.url).searchParams.get("next");
  const [usual] = row.formPages ?? [];
  const named = formPageOf(row, next);
  const page = named ?? (next === null ? undefined : row.nextFormPage) ?? usual ?? row.page;
  if (page === undefined) return null;
  const isPlain = request.headers.get("origin")?.startsWith("http:") ?? false;
  const { idempotent = false, codePage } = row;
  const usualNext = usualNextOf(row, next, redirects);
  const wanted = checkedNext(next ?? undefined, redirects.origins) ?? usualNext;
  return { page, codePage, next: wanted, usualNext, idempotent, isPlain, isLink };
}

/**
 * Which of the pages of a row `?next=` names, by its path: one of those, or as one of them says it with a part in braces. A row
 * with a `nextFormPage` takes its pages only as they are.
 */
function formPageOf({ formPages, nextFormPage }: FormRow, next: string | null): string | undefined {
  const exact = formPages?.find((each) => each === next);
  const path = exact === undefined && nextFormPage === undefined ? checkedPath(next) : undefined;
  return exact ?? (path !== undefined && formPages?.some((each) => isPathOf(each, path)) ? path : undefined);
}

function checkedPath(next: string | null): string | undefined {
  return next === null ? undefined : checkedNext(next, [])?.replace(/[?#].*$/s, "");
}

function isPathOf(page: string, path: string): boolean {
  const [pageParts, parts] = [page.split("/"), path.split("/")];
  const isPart = (part: string, index: number) =>
    part === parts[index] || (/^\{\w+\}$/.test(part) && parts[index] !== "");
  return pageParts.length === parts.length && pageParts.every(isPart);
}

function usualNextOf(
  { formPages, nextFormPage, signsOut }: FormRow,
  next: string | null,
  { afterSignIn, afterSignOut }: Settings["redirects"],
): string {
  if (signsOut && afterSignOut !== null) return afterSignOut;
  const usual = formPages?.[0];
  // A refresh that names a next page is that page's, not the button's.
  return usual === undefined || (next !== null && nextFormPage !== undefined) ? afterSignIn : usual;
}

type FormRow = Pick<Row, "page" | "formPages" | "nextFormPage" | "codePage" | "idempotent" | "signsOut">;

/**
 * The response for a person, from the response for programs: cookies and security headers are kept.
 * @param refusal what the answer refuses with; null where all went well
 */
export function redirectFormPost(
  { page, codePage, next, usualNext, idempotent, isPlain, isLink }: FormPost,
  answer: Response,
  refusal: Refusal | null,
): Response {
  // A form of another site is not redirected to our pages.
  if (refusal instanceof ApiError && refusal.code === "cross_site") return answer;
  if (isLink && refusal === null) return answer;
  const done = refusal === null || (idempotent && (answer.status === 401 || answer.status === 403));
  const headers = new Headers(answer.headers);
  // Content-Type is about the dropped body, the others are for programs: a browser would delay the redirect by Retry-After.
  for (const name of ["Content-Type", "WWW-Authenticate", "Retry-After"]) headers.delete(name);
  const further = next === usualNext || next === page ? undefined : next;
  if (codePage !== undefined && refusal instanceof ApiError && refusal.code === "totp_required")
    headers.set("Location", withNext(codePage, further));
  else if (refusal instanceof ApiError && refusal.code === "email_verification_required")
    headers.set("Location", withNext(VERIFY_PAGE, withNext(page.replace(/\w+$/, "signin"), further)));
  // Its page is gone, too.
  else if (refusal instanceof ApiError && refusal.code === "sign_in_mode_off")
    headers.set("Location", withNext(entryInstead(page), further));
  else if (!done) headers.set("Location", withQuery(page, refusalQuery(refusal), further));
  // A redirect of the endpoint's own is kept.
  else if (!headers.has("Location"))
    headers.set("Location", isPlain && setsSecureCookie(answer) ? noting(next) : next);
  return new Response(null, { status: 303, headers });
}

/** Most browsers drop such a cookie over plain HTTP, except on localhost. */
function setsSecureCookie(answer: Response): boolean {
  return answer.headers
    .getSetCookie()
    .some((line) => /; Secure(;|$)/.test(line) && !/; Max-Age=0(;|$)/.test(line));
}

/** Where the account page is next, it says so if nobody is signed in then. */
function noting(next: string): string {
  return next === ACCOUNT ? `${next}?${new URLSearchParams([[HTTPS_ONLY.name, HTTPS_ONLY.value]])}` : next;
}

function withQuery(page: string, refusal: [string, string][], next: string | undefined): string {
  return `${page}?${new URLSearchParams([...refusal, ...(next === undefined ? [] : [["next", next]])])}`;
}
