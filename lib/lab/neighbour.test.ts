import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cookiesOf, signUpForSession } from "@/lib/testing/browser";
import { ecdsa, forge, unsigned } from "@/lib/testing/jwt/forge";
import { ecPair } from "@/lib/testing/keys";
import { signOut, signUpForTokens, type Tokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { claimsOf, headerOf } from "@/lib/testing/tokens";
import { openNeighbour } from "./neighbour";

let server: TestServer;
let tokens: Tokens;
let time: number;
/** The paths that the neighbour has asked Latchkey for. */
let asked: string[];
let neighbour: ReturnType<typeof openNeighbour>;
beforeAll(async () => {
  server = await startTestServer({
    ALGORITHM: "ES256",
    SIGNING_KEY: ecPair("P-256").privateKey,
    SESSION_COOKIE_NAME: "lab_sessionid",
  });
  tokens = await signUpForTokens(server);
});
afterAll(() => server.close());
beforeEach(() => {
  [time, asked] = [server.clock.now(), []];
  neighbour = openNeighbour({ now: () => time, ask: askServer });
});

function askServer({ url }: Request): Promise<Response> {
  const { pathname } = new URL(url);
  asked.push(pathname);
  return fetch(server.url + pathname);
}

async function knock(headers: Record<string, string>, path = "/user/me", method = "GET") {
  const response = await neighbour(new Request(`http://lab.example${path}`, { headers, method }));
  const challenge = response.headers.get("www-authenticate");
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, challenge };
}

const bearer = (token: string) => knock({ Authorization: `Bearer ${token}` });
const BAD_SIGNATURE = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";

describe("the neighbour", () => {
  it("opens to an access token, in the header or its cookie, and asks Latchkey for its keys alone, once", async () => {
    const { exp } = claimsOf(tokens.access);
    const body = { user_id: "1", token_type: "access", exp, checked: "signature and expiry" };
    expect(await bearer(tokens.access)).toEqual({ status: 200, body, challenge: null });
    expect(await knock({ authorization: `bearer  ${tokens.access}` })).toMatchObject({ status: 200, body });
    expect(await knock({ Cookie: `a=b; lab_access_token=${tokens.access}` })).toMatchObject({ body });
    expect(asked).toEqual(["/.well-known/jwks.json"]);
  });

  it("opens until the token has expired by the lab's clock, whatever became of its sign-in", async () => {
    const { access, refresh } = await signUpForTokens(server);
    await signOut(server, refresh);
    time = claimsOf(access).exp * 1000 - 1;
    expect(await bearer(access)).toMatchObject({ status: 200 });
    time += 1;
    expect(await bearer(access)).toMatchObject({
      status: 401,
      body: { code: "ERR_JWT_EXPIRED", detail: expect.stringContaining("exp") },
      challenge: 'Bearer error="invalid_token"',
    });
  });

  it("refuses with the code of the library, also where several are refused at once", async () => {
    const { access, refresh } = tokens;
    const [header, claims] = [headerOf(access), claimsOf(access)];
    const refused: Record<string, string> = {
      [forge(header, { ...claims, user_id: "2" }, () =>
        Buffer.from(access.split(".")[2] ?? "", "base64url"),
      )]: BAD_SIGNATURE,
      [forge(header, claims, ecdsa(ecPair("P-256").privateKey))]: BAD_SIGNATURE,
      [forge({ ...header, alg: "none" }, claims, unsigned)]: "ERR_JOSE_ALG_NOT_ALLOWED",
      [refresh]: "ERR_TOKEN_TYPE",
      "no-token": "ERR_JWS_INVALID",
    };
    const answers = await Promise.all(Object.keys(refused).map(bearer));
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Object.values(refused).map((code) => [401, code]),
    );
    expect(answers.every(({ body }) => String(body.detail).length > 10)).toBe(true);
  });

  it("cannot read a sealed session cookie, and says so", async () => {
    const { Cookie } = cookiesOf(await signUpForSession(server));
    expect(Cookie).toContain("lab_sessionid=");
    const { status, body, challenge } = await knock({ Cookie });
    expect([status, body.code, challenge]).toEqual([401, "no_token", "Bearer"]);
    expect(body.detail).toMatch(/only Latchkey can open the seal/);
    for (const headers of [{}, { Authorization: "Basic eDp4" }, { Cookie: "lab_access_token=" }])
      expect(await knock(headers)).toMatchObject({
        status: 401,
        body: { code: "no_token", detail: "There is no token." },
      });
    expect(asked).toEqual([]);
  });

  it("has nothing else, and says where it has no keys", async () => {
    expect(await knock({}, "/user/sessions")).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await knock({}, "/user/me", "DELETE")).toMatchObject({ status: 405 });
    neighbour = openNeighbour({ now: () => time, ask: async () => new Response(null, { status: 503 }) });
    expect(await bearer(tokens.access)).toMatchObject({ status: 503, body: { code: "keys_unavailable" } });
  });
});
