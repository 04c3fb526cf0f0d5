import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { ERROR_CODES } from "@/lib/contract/codes";
import { send } from "@/lib/testing/client";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { rows } from "./endpoints/table";
import { openapiDocument, refusalsOf } from "./openapi";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe("GET /openapi.json", () => {
  it("is a valid OpenAPI 3.1 document", async () => {
    const { status, body } = await send(server, "/openapi.json");
    expect(status).toBe(200);
    expect(body?.openapi).toMatch(/^3\.1\./);
    expect(await new Validator().validate({ ...body })).toEqual({ valid: true });
  });

  it("is built once, since that takes as long as a hundred other requests", async () => {
    const row = rows.find(({ path }) => path === "/openapi.json");
    const scope = { settings: server.settings, store: server.store, now: new Date() };
    const caller = {
      address: null,
      userAgent: null,
      isPage: false,
      header: () => null,
      cookie: () => null,
      hasCookie: () => false,
      cookies: () => [],
    };
    const call = { scope, caller, credential: null, body: {}, params: {}, query: {} };
    const [first, second] = [await row?.run(call), await row?.run(call)];
    expect(first).toHaveProperty("body.openapi");
    expect(first && "body" in first && second && "body" in second && first.body === second.body).toBe(true);
  });

  it("describes every row of the table, and the pages that browsers are redirected to", async () => {
    const { paths } = openapiDocument(rows, server.settings);
    const described = Object.entries(paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const pages = rows.filter(({ page }) => page !== undefined).map(({ path }) => `GET ${path}`);
    expect(described.sort()).toEqual(
      [...rows.map(({ method, path }) => `${method} ${path}`), ...pages].sort(),
    );
  });

  it("says of a body which fields must be there, and what they look like", () => {
    const document = JSON.parse(JSON.stringify(openapiDocument(rows, server.settings)));
    const { schema } = document.paths["/user/session_signup"].post.requestBody.content["application/json"];
    expect(schema.required).toEqual(["username", "password"]);
    expect(schema.properties.username).toMatchObject({ maxLength: 150 });
    expect(schema.properties.age).toMatchObject({ description: expect.any(String) });
  });
});

test("every operation describes the refusal of a request that cannot be read", async () => {
  const { paths } = openapiDocument(rows, server.settings) as {
    paths: Record<string, Record<string, unknown>>;
  };
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of Object.keys(operations)) {
      // send() compares the answer with the document.
      const answer = await send(server, path, { method: method.toUpperCase(), headers: { Host: "a b" } });
      expect([path, answer.status, answer.body?.code]).toEqual([path, 400, "parse_error"]);
    }
  }
});

test("the address of a form's endpoint describes how it refuses what is no browser, a bad Authorization header included", async () => {
  for (const { path, access } of rows.filter(({ page }) => page !== undefined)) {
    // send() compares the answers with the document.
    expect((await send(server, path)).status).toBe(405);
    if (access === "anyone") continue;
    const answer = await send(server, path, { headers: { Authorization: "Bearer" } });
    expect([path, answer.status, answer.body?.code]).toEqual([path, 401, "bad_authorization_header"]);
  }
});

test("every code is one that some endpoint can refuse with, or that the table itself refuses with", () => {
  const ofTheTable = [
    "method_not_allowed",
    "not_found",
    "confirm_required",
    "permission_denied",
    "mfa_required",
  ];
  const used = new Set<string>([...ofTheTable, ...rows.flatMap(refusalsOf)]);
  expect(Object.keys(ERROR_CODES).filter((code) => !used.has(code))).toEqual([]);
});
