import type { OutgoingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { cookieHeader } from "@/lib/testing/cookies";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { tableRows } from "@/lib/testing/table_rows";
import { rows } from "./endpoints/table";

const OURS = "https://accounts.example.com";
const TRUSTED = "https://partner.example.net";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ APP_ORIGIN: OURS, CSRF_TRUSTED_ORIGINS: TRUSTED });
});
afterAll(() => server.close());

describe("a request that another site had a browser send", () => {
  const changing = rows.map(({ path }) => path);
  const foreign: OutgoingHttpHeaders[] = [
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "something-new" },
    { "Sec-Fetch-Site": "cross-site", Origin: OURS },
    { "Sec-Fetch-Site": "same-site", Origin: "null" },
    { Origin: "null" },
    { Origin: "https://evil.example" },
    { Origin: `${OURS}.evil.example` },
    { Origin: `${OURS}:8443` },
    { Origin: OURS.replace("https", "http") },
    { Origin: "https://x@accounts.example.com" },
    { Origin: `${OURS}, https://evil.example` },
    { Origin: `${TRUSTED}/` },
  ];
  const domestic: OutgoingHttpHeaders[] = [
    {},
    { "Sec-Fetch-Site": "same-origin" },
    { "Sec-Fetch-Site": "none" },
    { "Sec-Fetch-Site": "same-origin", Origin: OURS },
    { Origin: OURS },
    { Origin: TRUSTED },
    { "Sec-Fetch-Site": "cross-site", Origin: TRUSTED },
  ];

  it.each(changing)("is refused by %s, with cookies and without, and changes nothing", async (path) => {
    const { cookies } = await signUpForSession(server);
    const before = await tableRows(server);
    const json = { username: newName(), password: PASSWORD };
    for (const origin of foreign) {
      for (const headers of [origin, { ...origin, ...cookieHeader(cookies) }]) {
        const answer = await send(server, path, { json, headers });
        expect([answer.status, answer.body?.code, answer.setCookies], JSON.stringify(headers)).toEqual([
          403,
          "cross_site",
          [],
        ]);
      }
    }
    expect(await tableRows(server)).toEqual(before);
  });

  it.each(changing)("that came from our own pages or from no browser reaches %s", async (path) => {
    for (const headers of domestic) {
      const json = { username: newName(), password: PASSWORD };
      const { body } = await send(server, path, { json, headers });
      expect(body?.code, JSON.stringify(headers)).not.toBe("cross_site");
    }
  });

  test("may read, because reading changes nothing", async () => {
    const browser = await signUpForSession(server);
    const answer = await browser.get("/user/me", { "Sec-Fetch-Site": "cross-site", Origin: "null" });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
  });

  test("signs a victim's browser out of nothing", async () => {
    const victim = await signUpForSession(server);
    await victim.post("/user/session_signout", {}, { Origin: "https://evil.example" });
    expect((await victim.get("/user/me")).status).toBe(200);
  });
});
