import { afterAll, beforeAll, expect, test } from "vitest";
import { copyOf, openBrowser, signUpForSession } from "@/lib/testing/browser";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ AUTH_COOKIE: "access_token" });
});
afterAll(() => server.close());

async function signUpByJwt() {
  const browser = openBrowser(server);
  await browser.post("/user/jwt_signup", { username: newName(), password: PASSWORD });
  return browser;
}

test.each([
  ["a session", () => signUpForSession(server)],
  ["a sign-in by JWT", signUpByJwt],
])("one address ends %s, and copies of its cookies are of no use", async (_, signUp) => {
  const browser = await signUp();
  const copy = copyOf(server, browser);
  expect((await browser.post("/user/signout")).status).toBe(204);
  expect(browser.cookies.size).toBe(0);
  expect((await copy.get("/user/me")).status).toBe(401);
  expect((await copy.post("/user/jwt_refresh")).status).toBe(401);
  const again = await copy.post("/user/signout");
  expect([again.status, again.body?.code]).toEqual([401, "not_authenticated"]);
  expect(copy.cookies.size).toBe(0);
});

test("it ends both where there are both", async () => {
  const browser = await signUpByJwt();
  const { cookies } = await signUpForSession(server);
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  const copies = [copyOf(server, browser), openBrowser(server, cookies)];
  expect((await browser.post("/user/signout")).status).toBe(204);
  expect(browser.cookies.size).toBe(0);
  for (const copy of copies) expect((await copy.get("/user/me")).status).toBe(401);
});

test("a form of an app is led on, whether somebody was signed in or not; one of another site is refused", async () => {
  const browser = await signUpForSession(server);
  const form = { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html" };
  const foreign = { ...form, "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" };
  expect((await browser.post("/user/signout?next=/notes", {}, foreign)).status).toBe(403);
  expect((await browser.get("/user/me")).status).toBe(200);
  for (const site of ["same-origin", "same-origin"]) {
    const answer = await browser.post("/user/signout?next=/notes", {}, { ...form, "Sec-Fetch-Site": site });
    expect([answer.status, answer.headers.location]).toEqual([303, "/notes"]);
    expect((await browser.get("/user/me")).status).toBe(401);
  }
});

test("a link or an image signs nobody out", async () => {
  const browser = await signUpForSession(server);
  await browser.form("/user/jwt_signup", { username: newName(), password: PASSWORD });
  const before = new Map(browser.cookies);
  for (const path of ["/user/signout", "/user/session_signout", "/user/jwt_signout"])
    for (const [Accept, status] of [
      ["text/html,*/*;q=0.8", 405],
      ["image/*", 406],
    ] as const) {
      const answer = await browser.get(`${path}?next=/`, { Accept });
      expect([answer.status, answer.setCookies]).toEqual([status, []]);
    }
  expect([browser.cookies, (await browser.get("/user/me")).status]).toEqual([before, 200]);
  expect((await browser.post("/user/jwt_refresh")).status).toBe(200);
});
