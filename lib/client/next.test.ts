import { readdirSync } from "node:fs";
import { NextRequest } from "next/server";
import { describe, expect, it, test } from "vitest";
import { rows } from "@/lib/http/endpoints/table";
import { LOOK } from "@/lib/http/look_files";
import { createLatchkey } from "./latchkey";
import { latchkeyProxy } from "./next_proxy";
import { latchkeyRewrites } from "./next_rewrites";

describe("the rewrites of an app lead to", () => {
  const rewrites = latchkeyRewrites("http://127.0.0.1:8000/");
  const isCovered = (path: string) =>
    rewrites.some(({ source }) => {
      const start = source.replace("/:path*", "");
      return path === source || (start !== source && (path === start || path.startsWith(`${start}/`)));
    });

  it("every page but the start page, and every endpoint but those of the service itself", () => {
    const pages = readdirSync("app", { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|\/)page\.tsx$/.test(file))
      .map((file) => `/${file.replace(/\([^)]*\)\//g, "").replace(/\/?page\.tsx$/, "")}`);
    const paths = [...pages, ...rows.map(({ path }) => path), `${LOOK}logo`];
    expect(paths).toContain("/session/signin");
    expect(new Set(paths.filter((path) => !isCovered(path)))).toEqual(
      new Set(["/", "/healthz", "/readyz", "/openapi.json"]),
    );
  });

  it("where it is", () => {
    expect(rewrites).toContainEqual({ source: "/signin", destination: "http://127.0.0.1:8000/signin" });
    expect(rewrites).toContainEqual({
      source: "/latchkey/:path*",
      destination: "http://127.0.0.1:8000/latchkey/:path*",
    });
  });
});

describe("proxy.ts of an app", () => {
  const proxy = latchkeyProxy(createLatchkey({ url: "http://127.0.0.1:8000", publicUrl: "" }));
  const ask = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
    proxy(new NextRequest(`https://app.example${path}`, init)).headers;
  const told = "x-middleware-request-latchkey-path";

  test("leads only those to sign in who bring no credential, and only where they open a page", () => {
    const next = encodeURIComponent("/notes?a=1&b=/");
    expect(ask("/notes?a=1&b=/&_rsc=x1").get("location")).toBe(`https://app.example/signin?next=${next}`);
    for (const headers of [{ cookie: "__Host-sessionid=x" }, { authorization: "Bearer x" }])
      expect(ask("/notes", { headers }).get("location")).toBeNull();
    expect(ask("/notes", { headers: { cookie: "theme=dark" } }).get("location")).not.toBeNull();
    // Server actions ask for their user themselves.
    expect(ask("/notes", { method: "POST" }).get("location")).toBeNull();
  });

  test("tells a page its own path and query, whatever the caller has sent", () => {
    const headers = { cookie: "sessionid=x", "latchkey-path": "https://evil.example/" };
    expect(ask("/notes?_rsc=x1&a=1", { headers }).get(told)).toBe("/notes?a=1");
    expect(ask("/notes?_rsc", { headers }).get(told)).toBe("/notes");
  });
});
