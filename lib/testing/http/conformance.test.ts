import { describe, expect, it } from "vitest";
import { deviations, type Exchange } from "./conformance";

const refusal = {
  type: "object",
  properties: { detail: { type: "string" }, code: { enum: ["not_found", "not_authenticated"] } },
  required: ["detail", "code"],
  additionalProperties: false,
};

const json = (schema: object) => ({ content: { "application/json": { schema } } });

const DOCUMENT = {
  openapi: "3.1.0",
  paths: {
    "/user/sessions": {
      summary: "Not an operation.",
      get: {
        responses: {
          200: json({ type: "array", items: { $ref: "#/components/schemas/Session" } }),
          401: {
            ...json(refusal),
            headers: {
              "WWW-Authenticate": { required: true, schema: { type: "string", pattern: "^Bearer " } },
            },
          },
        },
      },
      post: { responses: { 201: json({ $ref: "#/components/schemas/Session" }), "4XX": json(refusal) } },
    },
    "/user/sessions/{id}": {
      delete: {
        responses: { 204: { description: "Gone." }, 404: { $ref: "#/components/responses/NotFound" } },
      },
    },
    "/user/sessions/current": { get: { responses: { default: json({ type: "null" }) } } },
    "/user/form": { post: { responses: { 303: { headers: { Location: { required: true } } } } } },
  },
  components: {
    schemas: {
      Session: {
        type: "object",
        properties: { id: { type: "string", format: "uuid" }, age: { type: ["integer", "null"] } },
        required: ["id"],
        additionalProperties: false,
      },
    },
    responses: { NotFound: json(refusal) },
  },
};

const ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";

function found(request: string, status: number, body?: unknown, headers: Exchange["headers"] = {}): string[] {
  const [method = "", path = ""] = request.split(" ");
  const type = body === undefined ? {} : { "content-type": "application/json" };
  const text = body === undefined ? "" : JSON.stringify(body);
  return deviations(DOCUMENT, { method, path, status, headers: { ...type, ...headers }, text });
}

const REFUSED = { detail: "No.", code: "not_authenticated" };
const CHALLENGE = { "www-authenticate": 'Bearer realm="api"' };
const ALLOW = { allow: "GET, HEAD, OPTIONS" };

describe("an answer conforms", () => {
  it.each<[string, ...Parameters<typeof found>]>([
    ["with a body that fits its schema", "GET /user/sessions", 200, [{ id: ID, age: null }]],
    ["with a trailing slash and a query", "GET /user/sessions/?page=2", 200, []],
    [
      "with a charset in its content type",
      "GET /user/sessions",
      200,
      [],
      { "content-type": "application/json; charset=utf-8" },
    ],
    ["with the header that is required", "GET /user/sessions", 401, REFUSED, CHALLENGE],
    ["without a body where none is described", `DELETE /user/sessions/${ID}`, 204],
    ["at a path with a parameter and a trailing slash", `DELETE /user/sessions/${ID}/`, 204],
    ["as a response that is described elsewhere", `DELETE /user/sessions/${ID}`, 404, REFUSED],
    ["as one of a class of statuses", "POST /user/sessions", 418, REFUSED],
    [
      "as the default, at a path that goes before one with a parameter",
      "GET /user/sessions/current",
      500,
      null,
    ],
    ["as a redirect to somewhere", "POST /user/form", 303, undefined, { location: "/account" }],
    ["to HEAD as to GET, without the body", "HEAD /user/sessions", 200],
    ["to OPTIONS, by which the document says nothing", "OPTIONS /user/sessions", 200, { any: 1 }, ALLOW],
    ["to a method that the path does not have, by 405", "PUT /user/sessions", 405, REFUSED, ALLOW],
    ["to such a method, refused as others are", "PUT /user/sessions", 403, REFUSED],
  ])("%s", (_, ...exchange) => {
    expect(found(...exchange)).toEqual([]);
  });
});

describe("an answer is told to deviate", () => {
  it.each<[string, string, ...Parameters<typeof found>]>([
    ["at a path that is not there", "The document has no path /user/nobody.", "GET /user/nobody/?a=b", 404],
    [
      "by a method that is not there",
      "The document has no PUT /user/sessions, which answered 200.",
      "PUT /user/sessions",
      200,
      [],
    ],
    [
      "by a method that is not there, and refused as none is",
      "The document has no GET /user/form, which answered 302.",
      "GET /user/form",
      302,
    ],
    [
      "by a status that is not there",
      "GET /user/sessions is not described as answering 500.",
      "GET /user/sessions",
      500,
      REFUSED,
    ],
    [
      "by a member too many",
      'the body must NOT have additional properties (is_staff): {"id":"1b4e28ba-2fa1-41d2-883f-0016d3cca427","is_staff":true}.',
      "POST /user/sessions",
      201,
      { id: ID, is_staff: true },
    ],
    [
      "by a member that is missing",
      "the body must have required property 'id': {}.",
      "POST /user/sessions",
      201,
      {},
    ],
    [
      "by a member of another type, deep inside",
      'the body/0/age must be integer,null: [{"id":"1b4e28ba-2fa1-41d2-883f-0016d3cca427","age":"24"}].',
      "GET /user/sessions",
      200,
      [{ id: ID, age: "24" }],
    ],
    [
      "by a format",
      'the body/id must match format "uuid": {"id":"1"}.',
      "POST /user/sessions",
      201,
      { id: "1" },
    ],
    [
      "by a code that is not listed",
      'the body/code must be equal to one of the allowed values (["not_found","not_authenticated"]): {"detail":"No.","code":"other"}.',
      `DELETE /user/sessions/${ID}`,
      404,
      { detail: "No.", code: "other" },
    ],
    [
      "by a body where none is described",
      "there is a body where none is described: {}",
      `DELETE /user/sessions/${ID}`,
      204,
      {},
    ],
    [
      "by no body where one is described",
      'its content type is "", not application/json.',
      "POST /user/sessions",
      201,
    ],
    [
      "by another content type",
      'its content type is "text/html", not application/json.',
      "POST /user/sessions",
      201,
      { id: ID },
      { "content-type": "text/html" },
    ],
    [
      "by a header that is missing",
      "the header WWW-Authenticate is missing.",
      "GET /user/sessions",
      401,
      REFUSED,
    ],
    [
      "by a header that does not fit",
      'the header WWW-Authenticate must match pattern "^Bearer ": "Basic".',
      "GET /user/sessions",
      401,
      REFUSED,
      { "www-authenticate": "Basic" },
    ],
    ["by a redirect to nowhere", "the header Location is missing.", "POST /user/form", 303],
    ["by 405 without Allow", "the header Allow is missing.", "PUT /user/sessions", 405, REFUSED],
    ["to OPTIONS without Allow", "the header Allow is missing.", "OPTIONS /user/sessions", 200],
  ])("%s", (_, sentence, ...exchange) => {
    const [first = "", ...others] = found(...exchange);
    expect(first.endsWith(sentence), first).toBe(true);
    expect(others).toEqual([]);
  });

  it("by a body that is no JSON", () => {
    const headers = { "content-type": "application/json" };
    const exchange = { method: "POST", path: "/user/sessions", status: 201, headers, text: "<html>" };
    expect(deviations(DOCUMENT, exchange)).toEqual([
      "POST /user/sessions answered 201, but the body is not JSON: <html>",
    ]);
  });

  it("in everything that is wrong with it", () => {
    expect(found("GET /user/sessions", 401, { detail: 5, code: "not_found" })).toEqual([
      "GET /user/sessions answered 401, but the header WWW-Authenticate is missing.",
      'GET /user/sessions answered 401, but the body/detail must be string: {"detail":5,"code":"not_found"}.',
    ]);
  });
});
