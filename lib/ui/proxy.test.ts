import { readdirSync } from "node:fs";
import { NextRequest } from "next/server";
import { describe, expect, test, vi } from "vitest";
import { formTargetsVariable, KEPT_PAGE } from "@/lib/http/page_headers";
import { settingsOf } from "@/lib/testing/settings";
import { config, proxy } from "../../proxy";

const policyOf = () =>
  proxy(new NextRequest("https://latchkey.example/")).headers.get("Content-Security-Policy") ?? "";

describe("the headers of a page", () => {
  test("each answer has a nonce of its own", () => {
    const nonces = new Set(
      Array.from({ length: 100 }, () => /'nonce-([A-Za-z0-9+/]{22}==)'/.exec(policyOf())?.[1]),
    );
    expect(nonces.size).toBe(100);
    expect(nonces).not.toContain(undefined);
  });

  test("nothing inline runs, nothing foreign loads, nobody frames the page", () => {
    expect(policyOf()).not.toContain("unsafe");
    expect(policyOf()).not.toContain("http");
    expect(policyOf()).toContain("frame-ancestors 'none'");
    expect(policyOf()).toContain("base-uri 'none'");
  });

  test("development allows eval besides, and nothing inline that has no nonce", () => {
    const production = policyOf().replace(/'nonce-[^']*'/, "NONCE");
    vi.stubEnv("NODE_ENV", "development");
    const development = policyOf().replaceAll(/'nonce-[^']*'/g, "NONCE");
    expect(development).toBe(
      production
        .replace("'strict-dynamic'", "'strict-dynamic' 'unsafe-eval'")
        .replace("style-src 'self'", "style-src 'self' NONCE"),
    );
    vi.unstubAllEnvs();
  });

  test("forms may be answered with a redirect to the allowed origins, beside our own", () => {
    expect(policyOf()).toContain("; form-action 'self'; ");
    const settings = settingsOf({
      ALLOWED_REDIRECT_ORIGINS: "https://app.example.com",
      LOGOUT_REDIRECT_URL: "http://localhost:3000/bye",
    });
    for (const [name, value] of Object.entries(formTargetsVariable(settings))) vi.stubEnv(name, value);
    const sources = "'self' https://app.example.com http://localhost:3000";
    expect(policyOf()).toContain(`; form-action ${sources}; `);
    vi.unstubAllEnvs();
  });

  test("a page that is to be kept has no nonce, whoever asks for it", () => {
    const request = new NextRequest("https://latchkey.example/", { headers: { [KEPT_PAGE]: "1" } });
    expect(proxy(request).headers.get("Content-Security-Policy")).toContain("; script-src 'self'; ");
  });

  test("no page is kept by anyone", () => {
    expect(proxy(new NextRequest("https://latchkey.example/account")).headers.get("Cache-Control")).toBe(
      "private, no-store",
    );
  });
});

describe("which paths are pages", () => {
  const matches = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path));

  test.each(["/", "/account", "/session/signin", "/jwt/signup", "/userland", "/apiary", "/nope", "/a/b.png"])(
    "%s is one",
    (path) => {
      expect(matches(path)).toBe(true);
    },
  );

  test.each([
    "/user/me",
    "/user",
    "/api/token/",
    "/i18n/setlang",
    "/healthz",
    "/readyz",
    "/.well-known/jwks.json",
    "/latchkey/_next/static/chunks/x.js",
    ...readdirSync("public").map((name) => `/${name}`),
  ])("%s is not", (path) => {
    expect(matches(path)).toBe(false);
  });
});
