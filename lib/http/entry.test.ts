import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, signUpForSession } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { newName, PASSWORD, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ALLOWED_REDIRECT_ORIGINS: "https://app.example.com" });
});
afterAll(() => server.close());

const leadsTo = ({ status, headers }: Answer) => [status, headers.location];
const BROWSER = { Accept: "text/html,application/xhtml+xml,image/avif,*/*;q=0.8" };

describe.each(["signin", "signup"])("/%s leads", (task) => {
  test("to the page by session, with `next`, whoever asks", async () => {
    for (const headers of [BROWSER, { Accept: "text/html" }, {}])
      for (const method of ["GET", "HEAD"])
        expect(leadsTo(await send(server, `/${task}?next=%2Freports%3Fa%3D1`, { method, headers }))).toEqual([
          303,
          `/session/${task}?next=%2Freports%3Fa%3D1`,
        ]);
    expect(leadsTo(await send(server, `/${task}/`))).toEqual([303, `/session/${task}`]);
  });

  test("to that page with a `next` at an allowed origin", async () => {
    const next = encodeURIComponent("https://app.example.com/a?b=c");
    expect(leadsTo(await send(server, `/${task}?next=${next}`))).toEqual([
      303,
      `/session/${task}?next=${next}`,
    ]);
  });

  test.each([
    "https://app.example.com.evil.example/",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/%09/evil.example",
    "%00",
    "",
    "/account",
    "javascript:alert(1)",
  ])("to that page without a `next` of %s", async (next) => {
    expect(leadsTo(await send(server, `/${task}?next=${next}`))).toEqual([303, `/session/${task}`]);
  });

  test("to the page by JWT where token cookies came, live or not, and no live session", async () => {
    const { access } = await signUpForTokens(server);
    for (const token of [access, "gone"]) {
      const browser = openBrowser(server, [["latchkey_access", token]]);
      expect(leadsTo(await browser.get(`/${task}?next=/x`))).toEqual([303, `/jwt/${task}?next=%2Fx`]);
      browser.cookies.set("sessionid", "of somebody else's");
      expect(leadsTo(await browser.get(`/${task}`))).toEqual([303, `/jwt/${task}`]);
    }
    const both = await signUpForSession(server);
    both.cookies.set("latchkey_refresh", "gone");
    expect(leadsTo(await both.get(`/${task}`))).toEqual([303, `/session/${task}`]);
  });
});

test("/signin leads by the page that refreshes where the access token has run out, or was replaced a moment ago", async () => {
  const browser = openBrowser(server);
  await browser.form("/user/jwt_signup", { username: newName(), password: PASSWORD });
  const next = encodeURIComponent("https://app.example.com/a");
  const to = async (path = `/signin?next=${next}`) => (await browser.get(path)).headers.location;
  const refresh = `/jwt/refresh?next=${next}`;
  expect(await to()).toBe(refresh);
  server.clock.advance(61);
  expect(await to()).toBe(`/jwt/signin?next=${next}`);
  const access = browser.cookies.get("latchkey_access") ?? "";
  browser.cookies.delete("latchkey_access");
  expect([await to(), await to("/signin")]).toEqual([refresh, "/jwt/refresh"]);
  expect(await to(`/signup?next=${next}`)).toBe(`/jwt/signup?next=${next}`);
  browser.cookies.set("latchkey_access", access);
  server.clock.advance(300);
  expect(await to()).toBe(refresh);
  await browser.form("/user/jwt_signout");
  expect(await to()).toBe(`/session/signin?next=${next}`);
});
