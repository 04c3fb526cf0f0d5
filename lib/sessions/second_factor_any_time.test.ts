import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openBrowser, signUpForSession } from "@/lib/testing/browser";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { type InterruptedStore, interruptedStore } from "@/lib/testing/rotation/interrupted_store";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { codeOf } from "@/lib/testing/totp";

const SETTINGS = { AUTH_TOKEN_CLASSES: "AccessToken,SlidingToken" };

let interrupted: InterruptedStore;
let server: TestServer;
/** On the same database: whoever puts the app in use does it here. */
let beside: TestServer;
beforeAll(async () => {
  interrupted = interruptedStore({ reads: true });
  server = await startTestServer(SETTINGS, { between: interrupted.between });
  beside = await startTestServer(SETTINGS, { beside: server });
});
afterAll(async () => {
  await beside.close();
  await server.close();
});
beforeEach(() => server.clock.advance(90));

test.each(["/user/session_signin", "/user/jwt_signin", "/api/token/", "/api/token/sliding/"])(
  "whenever an authenticator app comes into use during a sign-in at %s, none without its code is left",
  async (path) => {
    const outcomes: string[] = [];
    for (let call = 1; ; call += 1) {
      const username = newName();
      const owner = await signUpForSession(beside, username);
      const { body } = await owner.post("/user/totp");
      const code = codeOf(beside, String(body?.secret));
      interrupted.beforeCall(call, () => owner.post("/user/totp_confirm", { code }));
      const browser = openBrowser(server);
      const answer = await browser.post(path, { username, password: PASSWORD });
      const acted = interrupted.hasActed();
      const token = answer.body?.access ?? answer.body?.token;
      const { status } = await browser.get("/user/me", token ? { Authorization: `Bearer ${token}` } : {});
      outcomes.push(`${answer.status} ${answer.body?.code ?? ""}`);
      expect(status, `before call ${call}: ${outcomes.at(-1)}`).toBe(acted ? 401 : 200);
      if (!acted) break;
    }
    expect(new Set(outcomes)).toEqual(new Set(["401 totp_required", "401 no_active_account", "200 "]));
    expect(outcomes.at(-1)).toBe("200 ");
  },
);
