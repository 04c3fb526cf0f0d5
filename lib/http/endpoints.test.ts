import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { endpoints } from "./endpoints";

it("mounts every endpoint of the table under Next.js, at its own path, and no other", () => {
  const routes = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("route.ts"),
  );
  const mounted = routes.map((file) => {
    const path = /mount\("([^"]+)"\)/.exec(readFileSync(`app/${file}`, "utf8"))?.[1];
    expect(path).toBe(`/${file.replaceAll("\\", "/").replace("/route.ts", "")}`);
    return path;
  });
  expect(mounted.sort()).toEqual(Object.keys(endpoints).sort());
});
