import { expect } from "vitest";
import { groups } from "@/lib/settings/definitions";
import { send } from "@/lib/testing/client";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { newName, PASSWORD, signIn, signInForTokens, signUpForTokens } from "@/lib/testing/requests";
import { type Check, withServerBeside } from "@/lib/testing/server";
import { userRows } from "@/lib/testing/store/sql";

const SIGN_UPS = ["/user/session_signup", "/user/jwt_signup"] as const;

const isClosed: Check = async (server) => {
  const username = newName();
  await withServerBeside(server, { SIGN_UP: "true" }, async (open) => {
    await signUpForTokens(open, username);
  });
  for (const path of SIGN_UPS) {
    // Whatever is sent: nothing is told of fields, or of names that are taken.
    for (const body of [{ username: newName(), password: PASSWORD }, { username, password: PASSWORD }, {}]) {
      const { status, body: answer } = await send(server, path, { json: body });
      expect([status, answer]).toEqual([403, { detail: "Sign-up is closed.", code: "sign_up_closed" }]);
    }
    const form = await send(server, path, {
      body: new URLSearchParams({ username: newName(), password: PASSWORD }).toString(),
      headers: {
        Accept: "text/html",
        "Content-Type": "application/x-www-form-urlencoded",
        Origin: server.settings.origin,
      },
    });
    const page = path.replace("/user/", "/").replace("_", "/");
    expect([form.status, form.headers.location]).toEqual([303, `${page}?error=sign_up_closed`]);
  }
  expect(await userRows(server.sql)).toHaveLength(1);
  await signInForTokens(server, username);
};

/** Whether a name and an address sign somebody in. */
function signsIn(statuses: { name: number; address: number }): Check {
  return async (server) => {
    const json = { username: newName(), password: PASSWORD, email: `${newName()}@example.com` };
    await send(server, "/user/jwt_signup", { json });
    expect((await signIn(server, json.username)).status).toBe(statuses.name);
    expect((await signIn(server, json.email)).status).toBe(statuses.address);
  };
}

testRows(groups.Users, {
  SIGN_UP: [
    unset("accounts can be made", async (server) => {
      for (const path of SIGN_UPS) {
        const json = { username: newName(), password: PASSWORD };
        expect((await send(server, path, { json })).status).toBe(201);
      }
    }),
    given("false", "every sign-up is refused, and makes nothing; signing in goes on", isClosed),
  ],
  SIGN_IN_BY: [
    unset("by the name", signsIn({ name: 200, address: 401 })),
    given("email", "by the address", signsIn({ name: 401, address: 200 })),
    given("both", "by either", signsIn({ name: 200, address: 200 })),
  ],
});
