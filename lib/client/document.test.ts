import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const DOCUMENT = readFileSync("docs/your-own-app.md", "utf8");

test("the code of docs/your-own-app.md is that of the example app, which the browser tests run", () => {
  const blocks = [...DOCUMENT.matchAll(/^( *)\*\*`(\S+)`\*\*\n\n *```tsx?\n(.*?)\n *```$/gms)];
  const shown = blocks.map(([, indent = "", file = "", code = ""]) => [
    file,
    `${code.replaceAll(new RegExp(`^${indent}`, "gm"), "")}\n`,
  ]);
  expect(shown.map(([file]) => file)).toEqual([
    ...["auth.ts", "next.config.ts", "proxy.ts", "app/notes/page.tsx"],
    ...["app/page.tsx", "app/api/notes/route.ts"],
  ]);
  for (const [file, code] of shown) expect(code).toBe(readFileSync(`e2e/example-app/${file}`, "utf8"));
});

test("it names files and settings that there are", () => {
  for (const [, file = ""] of DOCUMENT.matchAll(/\]\((?!http|#)([^)#]+)/g))
    expect([file, existsSync(`docs/${file}`)]).toEqual([file, true]);
  const settings = readFileSync("docs/settings.md", "utf8");
  const ours = new Set(["LATCHKEY_URL", "LATCHKEY_PUBLIC_URL", "APP_URL", "NODE_ENV"]);
  const named = [...DOCUMENT.matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !ours.has(name) && !settings.includes(`\`${name}\``))).toEqual([]);
});
