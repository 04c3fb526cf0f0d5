import { expect, it } from "vitest";
import { openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { newName, PASSWORD, signInForTokens, signUpForTokens } from "@/lib/testing/requests";
import { withServer } from "@/lib/testing/server";
import { claimsOf } from "@/lib/testing/tokens";

it("users whose ids a number would round to the same are two, by session and by token", async () => {
  await withServer({}, async (server) => {
    // Django's AutoField is 32 bits wide on PostgreSQL, but the column of a project that was moved there need not be.
    if (server.sql.engine === "postgresql")
      await server.sql.script("ALTER TABLE auth_user ALTER COLUMN id TYPE bigint");
    for (const id of ["9007199254740991", "9007199254740992", "9007199254740993"]) {
      const username = newName();
      await signUpForTokens(server, username);
      await server.sql.query(`UPDATE auth_user SET id = ${id} WHERE username = '${username}'`);
      const shown = id === "9007199254740991" ? Number(id) : id;
      const { access } = await signInForTokens(server, username);
      expect(claimsOf(access).user_id).toBe(id);
      const byToken = await send(server, "/user/me", { bearer: access });
      expect([byToken.body?.id, byToken.body?.username]).toEqual([shown, username]);
      const browser = openBrowser(server);
      await browser.post("/user/session_signin", { username, password: PASSWORD });
      const bySession = await browser.get("/user/me");
      expect([bySession.body?.id, bySession.body?.username]).toEqual([shown, username]);
    }
  });
});
