import { describe, expect, it, test } from "vitest";
import { z } from "zod";
import { router } from "./router";
import { row } from "./row";

const nothing = { responses: { 204: { description: "Done.", body: null } }, refusals: [] } as const;
const done = async () => ({ status: 204 });

function sessionRow(method: "GET" | "DELETE", path: `/${string}`) {
  return row({
    method,
    path,
    name: "Session",
    summary: "A session.",
    access: "anyone",
    params: z.object({ id: z.string() }),
    ...nothing,
    run: done,
  });
}

describe("a path with a parameter", () => {
  const { find } = router([
    sessionRow("GET", "/user/sessions/{id}"),
    sessionRow("DELETE", "/user/sessions/{id}"),
    sessionRow("GET", "/user/sessions"),
  ]);

  test.each([
    ["/user/sessions/17", { id: "17" }],
    ["/user/sessions/17/", { id: "17" }],
    ["/user/sessions/a%2Fb%20c", { id: "a/b c" }],
    ["/user/sessions/__proto__", { id: "__proto__" }],
  ])("%s gives its value, decoded", (path, params) => {
    const match = find(path);
    expect(match?.route.path).toBe("/user/sessions/{id}");
    expect(match?.params).toEqual(params);
  });

  test.each([
    "/user/sessions/1/2",
    "/user/sessions//",
    "/user/sessions/%E0%A4%A",
    "/user/sessionsx/1",
    "/x/user/sessions/1",
  ])("%s is nobody's", (path) => {
    expect(find(path)).toBeNull();
  });

  it("is told from the path without one", () => {
    expect(find("/user/sessions")?.route.path).toBe("/user/sessions");
    expect(find("/user/sessions/")?.route.path).toBe("/user/sessions");
  });

  it("has one endpoint for all its methods, which the Allow header lists", () => {
    expect(find("/user/sessions/1")?.route.allow).toBe("GET, HEAD, DELETE, OPTIONS");
  });
});

test("two rows for one method and path are a mistake that is told at once", () => {
  expect(() => router([sessionRow("GET", "/a/{id}"), sessionRow("GET", "/a/{id}")])).toThrow(
    "Two rows have the same method at /a/{id}.",
  );
});
