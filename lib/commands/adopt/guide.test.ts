import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { rows } from "@/lib/http/endpoints/table";
import { LOOK } from "@/lib/http/look_files";
import { settingNames } from "@/lib/settings/definitions";
import { describedProject } from "@/lib/testing/description";
import { parseEnv } from "../parse_env.js";
import { envLines } from "./env_lines";
import { envText } from "./env_text";

const GUIDE = readFileSync("docs/moving-from-django.md", "utf8");

/** Blocks of code in a language. */
function blocks(language: string): string[] {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(
    ([, block = ""]) => block,
  );
}

/** What is for this machine alone, describes us to programs, is off in production, or is Django's at this address. */
const NOT_ROUTED = /^\/(openapi\.json|healthz|readyz|dev\/mailbox|lab|admin(\/.*)?)?$/;

test("the nginx lines lead to every endpoint, page and file of ours, and not to Django's admin", () => {
  const locations = [
    ...blocks("nginx")
      .join("\n")
      .matchAll(/^location ~ (\S+)/gm),
  ].map(([, pattern = ""]) => new RegExp(pattern));
  const isRouted = (address: string) => locations.some((pattern) => pattern.test(address));
  const pages = readdirSync("app/(pages)", { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file).replaceAll(path.sep, "/")}`.replace(/\/\.$/, "/"));
  const files = readdirSync("public").filter((file) => file !== "favicon.ico");
  const addresses = [...rows.map((row) => row.path), ...pages, ...files.map((file) => `/${file}`)];
  addresses.push("/latchkey/_next/static/chunks/x.js", `${LOOK}logo`);
  expect(addresses.filter((address) => !isRouted(address) && !NOT_ROUTED.test(address))).toEqual([]);
  for (const theirs of ["/", "/admin/", "/accounts/login/", "/users/", "/api/tokens/", "/static/app.js"])
    expect(isRouted(theirs), theirs).toBe(false);
});

test("every setting that it names for .env is one", () => {
  const names = blocks("ini").flatMap((block) => [...parseEnv(block).values.keys()]);
  expect(names.filter((name) => !settingNames().includes(name))).toEqual([]);
});

test("the SIMPLE_JWT block becomes the lines that it shows", () => {
  const shown = /<!-- simple_jwt -->\n```ini\n(.*?)```/s.exec(GUIDE)?.[1];
  const settings = {
    ACCESS_TOKEN_LIFETIME: 600,
    ROTATE_REFRESH_TOKENS: true,
    BLACKLIST_AFTER_ROTATION: true,
    AUTH_HEADER_TYPES: ["JWT", "Bearer"],
    LEEWAY: 10,
    TOKEN_OBTAIN_SERIALIZER: "shop.serializers.Obtain",
  };
  const simplejwt = { version: "5.3.1", settings, unknown_settings: [], blacklist: true };
  const { lines } = envLines(describedProject({ simplejwt }));
  const tokens = lines.filter(({ reason }) => reason.startsWith("SIMPLE_JWT"));
  expect(envText({ lines: tokens, asked: [] }).replace(/^#.*\n/gm, "")).toBe(shown);
});
