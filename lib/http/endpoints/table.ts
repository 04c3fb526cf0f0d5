import { accountShape } from "@/lib/accounts/account_shape";
import { openapiSchema } from "@/lib/contract/responses";
import type { Scope } from "@/lib/scope/scope";
import type { Settings } from "@/lib/settings/settings";
import { openapiDocument } from "../openapi";
import { router } from "../router";
import { type Row, row } from "../row";
import { accountRows } from "./account";
import { emailRows } from "./email";
import { entryRows } from "./entry";
import { forwardAuthRows } from "./forward_auth";
import { i18nRows } from "./i18n";
import { jwtRows } from "./jwt";
import { passwordResetRows } from "./password_reset";
import { peopleRows } from "./people";
import { secondFactorRows } from "./second_factor";
import { serviceRows } from "./service";
import { sessionRows } from "./session";
import { signInRows } from "./sign_ins";
import { simplejwtRows } from "./simplejwt";

/** The document of all endpoints, itself among them. */
const openapiRow = row({
  method: "GET",
  path: "/openapi.json",
  name: "Openapi",
  summary: "This document: OpenAPI 3.1 of all endpoints.",
  access: "anyone",
  responses: { 200: { description: "The OpenAPI document.", body: openapiSchema } },
  refusals: [],
  run: async ({ scope }) => ({ status: 200, body: documentOf(scope) }),
});

/** The endpoints by subject, in the order of the documents. */
export const endpointGroups = {
  "Links to sign in": entryRows,
  "Cookie sessions": sessionRows,
  JWTs: jwtRows,
  "One's own account": accountRows,
  "In front of another app": forwardAuthRows,
  "A forgotten password": passwordResetRows,
  "Verified addresses": emailRows,
  "Sign-ins and events": signInRows,
  "Second factor": secondFactorRows,
  "Other people's accounts": peopleRows,
  "simplejwt's endpoints": simplejwtRows,
  "Language of the pages": i18nRows,
  "The service": [...serviceRows, openapiRow],
} as const;

type Groups = typeof endpointGroups;
type LiteralRow = Groups[keyof Groups][number];

/** The document of each settings object, cached: building it takes as long as a hundred other requests. */
const documents = new WeakMap<Settings, ReturnType<typeof openapiDocument>>();

function documentOf({ settings, store }: Scope) {
  const document =
    documents.get(settings) ?? openapiDocument(rows, settings, accountShape({ settings, store }));
  documents.set(settings, document);
  return document;
}

export type EndpointPath = LiteralRow["path"];

/** A method and a path of the table, such as `GET /user/me`. */
export type EndpointName = LiteralRow extends infer R
  ? R extends { readonly method: infer M extends string; readonly path: infer P extends string }
    ? `${M} ${P}`
    : never
  : never;

/** All endpoints. Our own server and Next.js's route files both serve this table. */
export const rows: readonly Row[] = Object.values<readonly Row[]>(endpointGroups).flat();

export const endpointRouter = router(rows);
