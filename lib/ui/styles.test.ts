import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".css"),
);

test("every animation is written with its name: without one, the build makes `animation: none` of all the rest", () => {
  const nameless = files.flatMap((name) => {
    const css = readFileSync(path.join(folder, name), "utf8");
    const names = [...css.matchAll(/@keyframes ([\w-]+)/g)].map(([, keyframes]) => keyframes);
    return [...css.matchAll(/\banimation: ([^;]+);/g)]
      .filter(([, value = ""]) => !value.split(/\s/).some((word) => word === "none" || names.includes(word)))
      .map(([rule]) => [name, rule]);
  });
  expect(nameless).toEqual([]);
});
