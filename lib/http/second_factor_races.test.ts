import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventsSchema } from "@/lib/contract/responses";
import { copyOf, openBrowser, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { cookieHeader, parseSetCookie } from "@/lib/testing/cookies";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { type InterruptedStore, interruptedStore } from "@/lib/testing/rotation/interrupted_store";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { codeOf, setUpSecondFactor } from "@/lib/testing/totp";

let interrupted: InterruptedStore;
let server: TestServer;
/** On the same database: the owner puts the app in use here. */
let beside: TestServer;
beforeAll(async () => {
  interrupted = interruptedStore({ reads: true });
  server = await startTestServer({}, { between: interrupted.between });
  beside = await startTestServer({}, { beside: server });
});
afterAll(async () => {
  await beside.close();
  await server.close();
});
beforeEach(() => server.clock.advance(90));

test.each([
  ["DELETE", "/user/totp"],
  ["POST", "/user/recovery_codes"],
  ["POST", "/user/totp"],
] as const)(
  "whenever an app comes into use during a %s %s that was asked for no code, the app and its recovery codes stay",
  async (method, path) => {
    for (let call = 1; ; call += 1) {
      const username = newName();
      const owner = await signUpForSession(beside, username);
      const { body } = await owner.post("/user/totp");
      const secret = String(body?.secret);
      const thief = copyOf(server, owner);
      let codes: string[] = [];
      interrupted.beforeCall(call, async () => {
        const confirmed = await owner.post("/user/totp_confirm", { code: codeOf(beside, secret) });
        codes = confirmed.body?.recovery_codes as string[];
      });
      await (method === "DELETE" ? thief.delete(path) : thief.post(path));
      if (!interrupted.hasActed()) break;
      const [code] = codes;
      const asked = await openBrowser(beside).post("/user/session_signin", { username, password: PASSWORD });
      expect(asked.body?.code, `before call ${call}`).toBe("totp_required");
      const { challenge } = asked.body ?? {};
      const done = await openBrowser(beside).post("/user/session_totp", { challenge, code });
      expect(done.status, `before call ${call}`).toBe(200);
      expect((await owner.get("/user/totp")).body).toEqual({ enabled: true, recovery_codes: 9 });
    }
  },
);

test("a copy of the cookie is dead once an app is put in use, or taken out of use, with the original", async () => {
  const owner = await signUpForSession(beside);
  const before = copyOf(beside, owner);
  const { secret } = await setUpSecondFactor(beside, owner.post);
  expect((await before.get("/user/me")).status).toBe(401);
  expect((await owner.get("/user/me")).status).toBe(200);
  beside.clock.advance(30);
  const json = { code: codeOf(beside, secret) };
  const removal = { method: "DELETE", json, headers: cookieHeader(owner.cookies) };
  const { status, setCookies } = await send(beside, "/user/totp", removal);
  expect([status, setCookies.map((line) => parseSetCookie(line).name)]).toEqual([204, ["sessionid"]]);
  expect((await owner.get("/user/me")).status).toBe(401);
});

test("changes without an app, and wrong codes of one that is set up, count against no limit of changes", async () => {
  await withServerBeside(server, { THROTTLE_CHANGE: "2/1h" }, async (strict) => {
    const { post, delete: remove } = await signUpForSession(strict);
    for (let time = 0; time < 5; time += 1) expect((await remove("/user/totp")).status).toBe(204);
    const { body } = await post("/user/totp");
    for (let time = 0; time < 5; time += 1)
      expect((await post("/user/totp_confirm", { code: "000000" })).status).toBe(400);
    const code = codeOf(strict, String(body?.secret));
    expect((await post("/user/totp_confirm", { code })).status).toBe(200);
  });
});

test("a change that is beyond its limit uses up no recovery code", async () => {
  await withServerBeside(server, { THROTTLE_CHANGE: "1/1h" }, async (strict) => {
    const { post } = await signUpForSession(strict);
    const { recoveryCodes } = await setUpSecondFactor(strict, post);
    const limited = await post("/user/recovery_codes", { code: recoveryCodes[0] });
    expect([limited.status, limited.body?.code]).toEqual([429, "throttled"]);
    strict.clock.advance(3600);
    await post("/user/confirm", { password: PASSWORD });
    expect((await post("/user/recovery_codes", { code: recoveryCodes[0] })).status).toBe(200);
  });
});

test("ending all other sign-ins where there are none is no event, however often", async () => {
  const { post, get } = await signUpForSession(beside);
  for (let time = 0; time < 3; time += 1)
    expect((await post("/user/signout_everywhere", { keep_current: true })).status).toBe(204);
  const events = eventsSchema.parse((await get("/user/events")).body);
  expect(events.map(({ event }) => event)).toEqual(["signed_in", "signed_up"]);
});
