import type { IncomingMessage, ServerResponse } from "node:http";
import { LANGUAGE_COOKIE, languageOfPage } from "@/lib/contract/language_cookie";
import { cookieNames, readCookie } from "@/lib/http/cookies";
import type { Settings } from "@/lib/settings/settings";
import { type KeptPage, sendKeptPage, toKeptPage } from "./kept_page";
import { NOT_FOUND, type Pages } from "./page_requests";
import type { RenderPage } from "./render_page";

/** The pages that are the same for everybody who has no credential, and the status of each. */
export const KEPT_PATHS: ReadonlyMap<string, number> = new Map([
  ["/", 200],
  ["/session/signin", 200],
  ["/session/signup", 200],
  ["/jwt/signin", 200],
  ["/jwt/signup", 200],
  ["/account/deleted", 200],
  ["/password_reset", 200],
  ["/password_reset/sent", 200],
  ["/password_reset/done", 200],
  [NOT_FOUND, 404],
]);

/**
 * Answers requests for pages that hold nothing personal from memory, and passes on all others: those with a query or a
 * credential, and those of the router's scripts. Each of these pages is rendered once per language, when first asked for. One
 * that cannot be rendered is passed on, too.
 * @param pages answers the others
 */
export function keptPages(pages: Pages, render: RenderPage, settings: Settings): Pages {
  const keep = pageKeeper(render);
  const isPersonal = credentialFinder(settings);
  return {
    has: pages.has,
    listener(incoming, outgoing) {
      const { url: path = "/", headers } = incoming;
      if (!KEPT_PATHS.has(path) || isOfRouter(headers) || isPersonal(headers.cookie)) {
        pages.listener(incoming, outgoing);
        return;
      }
      const language = languageOfPage(
        readCookie(headers.cookie ?? null, LANGUAGE_COOKIE),
        headers["accept-language"] ?? null,
        settings.language,
      );
      const page = keep(path, language);
      if (!(page instanceof Promise)) sendKeptPage(page, incoming, outgoing);
      else void page.then((found) => sendOrPass(pages, found, incoming, outgoing));
    },
  };
}

function sendOrPass(
  pages: Pages,
  page: KeptPage | null,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  // Answered by now where the server stops, or the client is gone.
  if (outgoing.headersSent || outgoing.destroyed) return;
  if (page === null) pages.listener(incoming, outgoing);
  else sendKeptPage(page, incoming, outgoing);
}

/** Finds pages by path and language. All who ask while a page is rendered wait for it. Null: it could not be rendered. */
function pageKeeper(
  render: RenderPage,
): (path: string, language: string) => KeptPage | Promise<KeptPage | null> {
  const kept = new Map<string, KeptPage>();
  const rendering = new Map<string, Promise<KeptPage | null>>();
  const make = async (path: string, language: string) => {
    const rendered = await render(path, language);
    if (rendered.status !== KEPT_PATHS.get(path) || rendered.headers["set-cookie"] !== undefined) return null;
    return toKeptPage(rendered);
  };
  return (path, language) => {
    const key = `${language} ${path}`;
    const found = kept.get(key) ?? rendering.get(key);
    if (found !== undefined) return found;
    const made = make(path, language)
      .catch(() => null)
      .then((page) => {
        rendering.delete(key);
        if (page !== null) kept.set(key, page);
        return page;
      });
    rendering.set(key, made);
    return made;
  };
}

/** Whether Next.js's scripts ask, who get data instead of HTML. */
function isOfRouter(headers: IncomingMessage["headers"]): boolean {
  for (const name in headers) if (name === "rsc" || name.startsWith("next-")) return true;
  return false;
}

/** Whether a Cookie header has a credential, valid or not, under a name that it has or had with other settings. */
function credentialFinder({ session, jwt }: Settings): (header: string | undefined) => boolean {
  const plain = [session.cookie, jwt.cookies.access, jwt.cookies.refresh].map(({ name }) =>
    name.replace(/^__(?:Host|Secure)-/, ""),
  );
  const names = plain.flatMap((name) => [name, `__Host-${name}`, `__Secure-${name}`]);
  return (header) => {
    if (header === undefined) return false;
    const sent = cookieNames(header);
    return names.some((name) => sent.has(name));
  };
}
