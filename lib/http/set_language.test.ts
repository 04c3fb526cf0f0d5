import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { HOST, LANGUAGE_REQUESTS } from "@/lib/testing/http/language_requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    APP_ORIGIN: "https://accounts.example",
    ALLOWED_REDIRECT_ORIGINS: "https://app.example",
  });
});
afterAll(() => server.close());

const KOREAN = /^django_language=ko; Expires=[^;]+; Max-Age=31536000; Path=\/; Secure; SameSite=Lax$/;

function post(
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
  query = "",
) {
  return send(server, `/i18n/setlang/${query}`, {
    headers: {
      Host: HOST,
      Accept: "text/html",
      "Content-Type": "application/x-www-form-urlencoded",
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });
}

describe("/i18n/setlang:", () => {
  test.each(Object.entries(LANGUAGE_REQUESTS))("%s", async (_what, request) => {
    const { method, query = "", fields = {}, headers = {}, location, language } = request;
    const answer =
      method === "GET"
        ? await send(server, `/i18n/setlang/${query}`, {
            headers: { Host: HOST, Accept: "text/html", ...headers },
          })
        : await post(fields, headers, query);
    expect([answer.status, answer.headers.location ?? null]).toEqual([
      location === null ? 204 : 302,
      location,
    ]);
    expect(answer.setCookies.map((line) => line.split(";")[0])).toEqual(
      language === undefined ? [] : [`django_language=${language}`],
    );
  });

  test("the cookie is the one that the pages' switch sets", async () => {
    const answer = await post({ language: "ko" });
    expect(answer.setCookies).toEqual([expect.stringMatching(KOREAN)]);
  });

  test("an address under APP_ORIGIN is ours whatever Host a proxy sends, and one with another port is not", async () => {
    const back = { Referer: "https://accounts.example/account?a=b" };
    expect((await post({ language: "ko" }, back)).headers.location).toBe("/account?a=b");
    const other = { Referer: `http://${HOST}:8443/account` };
    expect((await post({ language: "ko" }, other)).headers.location).toBe("/");
  });

  test("it leads to an allowed origin, and to no other", async () => {
    const app = "https://app.example/책?a=b";
    const to = async (next: string) => (await post({ language: "ko", next })).headers.location;
    expect(await to(app)).toBe(new URL(app).href);
    expect(await to("https://app.example:8443/")).toBe("/");
    const got = await send(server, `/i18n/setlang?next=${encodeURIComponent(app)}`);
    expect([got.status, got.headers.location]).toEqual([302, new URL(app).href]);
  });

  test("JSON works, too, and what is no text is refused", async () => {
    const json = { language: "ko" };
    const answer = await send(server, "/i18n/setlang", { json, headers: { Accept: "application/json" } });
    expect([answer.status, answer.setCookies.length]).toEqual([204, 1]);
    expect((await send(server, "/i18n/setlang", { json: { language: [] } })).status).toBe(400);
  });

  test("another site's form changes nothing", async () => {
    const answer = await post({ language: "ko" }, { "Sec-Fetch-Site": "cross-site" });
    expect([answer.status, answer.setCookies]).toEqual([403, []]);
  });
});
