/** Holds values against the JSON Schemas (2020-12) of an OpenAPI 3.1 document. */

import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { OpenApiDocument, Place } from "./openapi_document";

/** What is wrong with a value, in one sentence; none where it fits. @param what the value's name in the sentence */
export function schemaProblems(
  document: OpenApiDocument,
  schema: Place,
  value: unknown,
  what: string,
): string[] {
  const validate = validatorOf(document, schema.pointer);
  if (validate(value)) return [];
  const found = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty, allowedValues } = params as Record<string, unknown>;
    const detail = additionalProperty ?? (allowedValues && JSON.stringify(allowedValues));
    return `${what}${instancePath} ${message}${detail ? ` (${detail})` : ""}`;
  });
  return [`${[...new Set(found)].join("; ")}: ${excerpt(JSON.stringify(value))}.`];
}

/** The beginning of a text, for messages. */
export function excerpt(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

interface Compiled {
  readonly ajv: Ajv2020;
  readonly validators: Map<string, ValidateFunction>;
}
const compiled = new WeakMap<OpenApiDocument, Compiled>();
const ROOT = "openapi.json";

/** The schemas of a document are compiled once, when they are first needed; they may refer to each other. */
function validatorOf(document: OpenApiDocument, pointer: string): ValidateFunction {
  const { ajv, validators } = compiled.get(document) ?? load(document);
  const fragment = pointer.split("/").map(encodeURIComponent).join("/");
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `${ROOT}#${fragment}` });
  validators.set(pointer, validate);
  return validate;
}

function load(document: OpenApiDocument): Compiled {
  // Not strict: OpenAPI has keywords of its own, and a document is not a schema as a whole.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: ROOT });
  const loaded = { ajv, validators: new Map() };
  compiled.set(document, loaded);
  return loaded;
}
