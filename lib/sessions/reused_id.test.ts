import { afterAll, beforeAll, expect, test } from "vitest";
import { pruneExpired } from "@/lib/jobs/prune_expired";
import { openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { newName, PASSWORD, refreshStatus, signInForTokens, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { addUser, userRows } from "@/lib/testing/store/sql";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const SIGN_INS = ["at once", "after a pruning"] as const;

test.each(SIGN_INS)(
  "whoever gets the id of a user who is gone gets none of their sign-ins, %s",
  async (when) => {
    const username = newName();
    await signUpForTokens(server, username);
    const browser = openBrowser(server);
    await browser.post("/user/session_signin", { username, password: PASSWORD });
    const pair = await signInForTokens(server, username);
    const sliding = await send(server, "/api/token/sliding/", { json: { username, password: PASSWORD } });
    const user = (await userRows(server.sql)).find((row) => row.username === username);
    if (user === undefined) throw new Error("no user");
    expect((await browser.get("/user/me")).status).toBe(200);

    await server.sql`DELETE FROM auth_user WHERE id = ${user.id}`;
    const scope = { ...server, now: new Date(server.clock.now()) };
    if (when === "after a pruning") await pruneExpired(scope);
    await addUser(server.sql, {
      id: user.id,
      username: newName(),
      password: "pbkdf2_sha256$1000$salt$another",
    });

    expect((await browser.get("/user/me")).status).toBe(401);
    expect((await send(server, "/user/me", { bearer: pair.access })).status).toBe(401);
    expect(await refreshStatus(server, pair.refresh)).toBe(401);
    for (const token of [pair.access, pair.refresh, String(sliding.body?.token)]) {
      const verified = await send(server, "/api/token/verify/", { json: { token } });
      expect([verified.status, verified.body?.code]).toEqual([401, "password_changed"]);
    }
  },
);
