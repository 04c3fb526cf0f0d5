import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bringTo, TOKEN_ENDPOINTS, type TokenEndpoint } from "@/lib/testing/http/token_endpoints";
import { type RemoteIssuer, startRemoteIssuer } from "@/lib/testing/jwt/remote_issuer";
import { ecPair } from "@/lib/testing/keys";
import { signUpForTokens, type Tokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { claimsOf } from "@/lib/testing/tokens";

let issuer: RemoteIssuer;
let server: TestServer;
let own: Tokens;
beforeEach(async () => {
  issuer = await startRemoteIssuer();
  issuer.addKey("theirs");
  server = await startTestServer({
    ALGORITHM: "ES256",
    SIGNING_KEY: ecPair("P-256").privateKey,
    JWK_URL: issuer.url,
    AUTH_TOKEN_CLASSES: "AccessToken",
  });
  own = await signUpForTokens(server);
});
afterEach(async () => {
  issuer.close();
  await server.close();
});

function theirs(kind: keyof Tokens, header = {}): string {
  return issuer.token({ ...claimsOf(own[kind]), sid: undefined, jti: `their-${kind}` }, "theirs", header);
}

const FOR_ACCESS = ["/user/me", "/user/jwt_verify", "/api/token/verify/"] as const;
const FOR_REFRESH = ["/user/jwt_refresh", "/api/token/refresh/", "/api/token/verify/"] as const;

describe("tokens of another issuer", () => {
  test("open the endpoints that our own do", async () => {
    for (const answer of Object.values(await bringTo(server, theirs("access"), FOR_ACCESS)))
      expect(answer).toEqual([200, null]);
    for (const answer of Object.values(await bringTo(server, theirs("refresh"), FOR_REFRESH)))
      expect(answer).toEqual([200, null]);
    expect(issuer.requests()).toBe(1);
  });

  test("open none while it is down, and that is nobody's failure; ours open theirs", async () => {
    const log = vi.spyOn(console, "error");
    issuer.misbehave((response) => response.destroy());
    for (const token of [theirs("access"), theirs("refresh"), theirs("access", { kid: "unknown" })]) {
      for (const answer of Object.values(
        await bringTo(server, token, Object.keys(TOKEN_ENDPOINTS) as TokenEndpoint[]),
      ))
        expect(answer).toEqual([401, "token_not_valid"]);
    }
    for (const answer of Object.values(await bringTo(server, own.access, FOR_ACCESS)))
      expect(answer).toEqual([200, null]);
    for (const answer of Object.values(await bringTo(server, own.refresh, FOR_REFRESH)))
      expect(answer).toEqual([200, null]);
    expect(issuer.requests()).toBe(1);
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  test("open none of somebody who is gone, and none a second time where they were blacklisted", async () => {
    const refresh = theirs("refresh");
    expect((await TOKEN_ENDPOINTS["/api/token/blacklist/"](server, refresh)).status).toBe(200);
    expect((await TOKEN_ENDPOINTS["/user/jwt_refresh"](server, refresh)).status).toBe(401);
    await server.sql`DELETE FROM auth_user`;
    for (const answer of Object.values(await bringTo(server, theirs("access"), FOR_ACCESS)))
      expect(answer).toEqual([401, "user_not_found"]);
  });
});
