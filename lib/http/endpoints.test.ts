import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { rows } from "./endpoints/table";

/** Next.js writes parameters in brackets. */
function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, "[$1]");
}

/** Files that follow from the settings, and what is asked within the lab, are no endpoints: `npm run dev` asks for them here. */
const NO_ENDPOINTS = ["look/[file]/route.ts", "lab/[...path]/route.ts"];

it("mounts every endpoint of the table under Next.js, at its own path, and no other", () => {
  const routes = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .filter((file) => !NO_ENDPOINTS.includes(file.replaceAll("\\", "/")));
  const mounted = routes.map((file) => {
    const path = /mount\(\s*"([^"]+)",?\s*\)/.exec(readFileSync(`app/${file}`, "utf8"))?.[1];
    expect(routeOf(path ?? "")).toBe(`/${file.replaceAll("\\", "/").replace("/route.ts", "")}`);
    return path;
  });
  expect(mounted.sort()).toEqual([...new Set(rows.map(({ path }) => path))].sort());
});
