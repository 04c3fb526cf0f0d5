import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import type { Store } from "@/lib/store/open";
import { signUpForSession } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer } from "@/lib/testing/server";
import { problemsOf, SECRET } from "@/lib/testing/settings";
import { signHs256 } from "@/lib/testing/tokens";
import { rows } from "./endpoints/table";

/** May read only. */
const READER = "https://reader.example.net";
/** May read, and send changing requests. */
const PARTNER = "https://partner.example.net";
const ENVIRONMENT = {
  CORS_ALLOWED_ORIGINS: `${READER},${PARTNER}`,
  CORS_ALLOW_CREDENTIALS: "true",
  CSRF_TRUSTED_ORIGINS: PARTNER,
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(ENVIRONMENT);
});
afterAll(() => server.close());

/** The headers of the CORS protocol in an answer, without their prefix. */
function corsOf({ headers }: Answer): Record<string, unknown> {
  const prefix = "access-control-";
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}

function preflight(target: TestServer, path: string, origin: string, method: string, headers = "") {
  return send(target, path, {
    method: "OPTIONS",
    headers: {
      Origin: origin,
      "Sec-Fetch-Site": "cross-site",
      "Access-Control-Request-Method": method,
      ...(headers && { "Access-Control-Request-Headers": headers }),
    },
  });
}

const readable = (origin: string) => ({
  "allow-origin": origin,
  "allow-credentials": "true",
  "expose-headers": "Retry-After, WWW-Authenticate",
});

describe("a preflight", () => {
  it.each(rows.filter(({ access }) => access !== "behind_proxy").map(({ method, path }) => [method, path]))(
    "of %s %s is answered for an allowed origin",
    async (method, path) => {
      const answer = await preflight(
        server,
        path.replaceAll(/[{}]/g, ""),
        READER,
        method,
        "authorization, content-type",
      );
      expect(answer.status).toBe(200);
      expect(corsOf(answer)).toEqual({
        ...readable(READER),
        "allow-methods": answer.headers.allow,
        "allow-headers": "accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with",
        "max-age": "86400",
      });
      expect(answer.headers.allow?.split(", ")).toContain(method);
      expect(answer.headers.vary?.split(", ")).toContain("Origin");
      expect(answer.setCookies).toEqual([]);
    },
  );

  test("is not redirected where the path has a trailing slash, which browsers do not follow", async () => {
    const answer = await preflight(server, "/user/jwt_signin/", PARTNER, "POST", "content-type");
    expect([answer.status, corsOf(answer)["allow-origin"]]).toEqual([200, PARTNER]);
  });

  test("allows the header of AUTH_HEADER_NAME", async () => {
    await withServer({ ...ENVIRONMENT, AUTH_HEADER_NAME: "X-Access-Token" }, async (other) => {
      const answer = await preflight(other, "/user/me", READER, "GET", "x-access-token");
      expect(String(corsOf(answer)["allow-headers"]).split(", ")).toContain("x-access-token");
    });
  });

  test("never allows the header by which our own pages are told from programs", async () => {
    const answer = await preflight(server, "/user/jwt_signin", PARTNER, "POST", "x-latchkey-page");
    expect(answer.headers["access-control-allow-headers"]).not.toMatch(/latchkey|\*/);
  });
});

describe("an origin that is not allowed", () => {
  it.each([
    "https://evil.example",
    "null",
    "*",
    `${READER}.evil.example`,
    `${READER}:8443`,
    `${READER}/`,
    READER.replace("https", "http"),
    READER.toUpperCase(),
    `${READER}, https://evil.example`,
    "https://x@reader.example.net",
    // Ours, whose pages need no leave.
    "http://127.0.0.1:8000",
  ])("is told nothing: %s", async (origin) => {
    const answers = [
      await preflight(server, "/user/me", origin, "GET"),
      await send(server, "/user/me", { headers: { Origin: origin } }),
    ];
    for (const answer of answers) {
      expect(corsOf(answer)).toEqual({});
      expect(answer.headers.vary?.split(", ")).toContain("Origin");
    }
  });

  test("nor is one that sends none, nor anybody where no origin is allowed", async () => {
    expect(corsOf(await send(server, "/user/me"))).toEqual({});
    await withServer({ CSRF_TRUSTED_ORIGINS: PARTNER, CORS_ALLOW_CREDENTIALS: "true" }, async (other) => {
      expect(corsOf(await send(other, "/user/me", { headers: { Origin: PARTNER } }))).toEqual({});
    });
  });
});

describe("a page of an allowed origin", () => {
  test("reads every answer, refusals included", async () => {
    const headers = { Origin: READER, "Sec-Fetch-Site": "cross-site" };
    const answers = [
      await send(server, "/user/me", { headers }),
      await send(server, "/user/me", { method: "HEAD", headers }),
      await send(server, "/.well-known/jwks.json", { headers }),
      await send(server, "/user/jwt_verify", { method: "PUT", headers: { Origin: PARTNER } }),
      await send(server, "/user/jwt_verify", {
        body: "{",
        headers: { Origin: PARTNER, "Content-Type": "application/json" },
      }),
      await send(server, "/user/jwt_verify", {
        body: "x".repeat(70_000),
        headers: { Origin: PARTNER, "Content-Type": "application/json" },
      }),
      await send(server, "/user/jwt_signin", { json: {}, headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 405, 400, 413, 403]);
    for (const [index, answer] of answers.entries())
      expect(corsOf(answer)).toEqual(readable(index > 2 && index < 6 ? PARTNER : READER));
  });

  test("reads that the server failed", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const failing = (store: Store): Store => ({
      ...store,
      statements: { ...store.statements, one: () => Promise.reject(new Error("broken")) },
    });
    const broken = await startTestServer(ENVIRONMENT, { between: failing });
    const headers = {
      Origin: READER,
      Authorization: `Bearer ${signHs256({ token_type: "access", exp: 4_000_000_000, jti: "a", user_id: "1" }, SECRET)}`,
    };
    const answer = await send(broken, "/user/me", { headers });
    expect([answer.status, corsOf(answer)]).toEqual([500, readable(READER)]);
    await broken.close();
    log.mockRestore();
  });

  test("changes nothing unless it is trusted with that, too", async () => {
    const json = { username: newName(), password: PASSWORD };
    const statuses = [];
    for (const origin of [READER, PARTNER]) {
      for (const site of ["cross-site", "same-site"]) {
        const headers = { Origin: origin, "Sec-Fetch-Site": site };
        statuses.push((await send(server, "/user/session_signin", { json, headers })).status);
      }
    }
    expect(statuses).toEqual([403, 403, 401, 401]);
  });

  test("signs in, uses the cookies that its browser sends, and signs out", async () => {
    const headers = { Origin: PARTNER, "Sec-Fetch-Site": "same-site" };
    const browser = await signUpForSession(server);
    for (const answer of [
      await browser.get("/user/me", headers),
      await browser.post("/user/session_signout", {}, headers),
    ])
      expect([answer.status < 300, corsOf(answer)]).toEqual([true, readable(PARTNER)]);
    expect(browser.cookies.size).toBe(0);
  });
});

describe("CORS_ALLOWED_ORIGINS names origins in full", () => {
  it.each(["*", "https://*.example.com", "https://a.example,*"])("%s is refused", (CORS_ALLOWED_ORIGINS) => {
    expect(problemsOf({ CORS_ALLOWED_ORIGINS })).toEqual([
      "CORS_ALLOWED_ORIGINS must name each origin in full, without *.",
    ]);
  });

  it.each(["null", "partner.example.net", "https://partner.example.net/app"])(
    "%s is refused",
    (CORS_ALLOWED_ORIGINS) => {
      expect(problemsOf({ CORS_ALLOWED_ORIGINS })).toEqual([
        expect.stringMatching(/^CORS_ALLOWED_ORIGINS must be an origin/),
      ]);
    },
  );
});
