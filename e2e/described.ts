import type { BrowserContext, Response } from "@playwright/test";
import { deviations } from "../lib/testing/http/conformance";
import { findPath, type OpenApiDocument } from "../lib/testing/http/openapi_document";

/**
 * Holds every answer of an endpoint that a browser gets against the app's own OpenAPI document.
 * @returns what the document does not describe, once all answers have been looked at
 */
export async function watchAnswers(
  context: BrowserContext,
  appUrl: string,
): Promise<() => Promise<string[]>> {
  const document = (await (await fetch(`${appUrl}/openapi.json`)).json()) as OpenApiDocument;
  const looks: Promise<string[]>[] = [];
  context.on("response", (response) => {
    const { origin, pathname, search } = new URL(response.url());
    if (origin === appUrl && findPath(document, pathname) !== null)
      looks.push(deviationsOf(document, response, pathname + search));
  });
  return async () => (await Promise.all(looks)).flat();
}

async function deviationsOf(document: OpenApiDocument, response: Response, path: string): Promise<string[]> {
  // A page that was left has taken its answers along: what cannot be read is not judged.
  const headers = await response.allHeaders().catch(() => null);
  const text = await textOf(response);
  if (headers === null || text === null) return [];
  return deviations(document, {
    method: response.request().method(),
    path,
    status: response.status(),
    headers,
    text,
  });
}

/** Null where the browser has dropped the body. It keeps none of a redirect. */
function textOf(response: Response): Promise<string | null> {
  const isRedirect = response.status() >= 300 && response.status() < 400;
  return isRedirect ? Promise.resolve("") : response.text().catch(() => null);
}
