/** Checks every answer that the test client gets against the app's OpenAPI document. */

import { type AccountShape, USUAL_SHAPE } from "@/lib/contract/account_shape";
import { endpointRouter, rows } from "@/lib/http/endpoints/table";
import { openapiDocument } from "@/lib/http/openapi";
import { settingsOf } from "../settings";
import { deviations, type Exchange } from "./conformance";
import type { OpenApiDocument } from "./openapi_document";
import { undescribed } from "./undescribed";

let document: OpenApiDocument | null = null;

const SHAPE: AccountShape = { ...USUAL_SHAPE, signInBy: "both" };

/** The document that responses are checked against: that of the shape of accounts whose bodies have the most fields. */
function documentOf(): OpenApiDocument {
  document ??= JSON.parse(JSON.stringify(openapiDocument(rows, settingsOf(), SHAPE))) as OpenApiDocument;
  return document;
}

/** @throws where an answer of an endpoint is not as the document describes it */
export function requireDescribed(exchange: Exchange): void {
  // What is no endpoint's path is refused by what is in front of the pages, or is a page.
  if (endpointRouter.find(exchange.path.split("?", 1)[0] ?? "") === null) return;
  const problems = deviations(documentOf(), exchange);
  if (problems.length === 0) return;
  undescribed.push(...problems);
  throw new Error(problems.join("\n"));
}
