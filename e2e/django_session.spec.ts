import {
  addSessionRow,
  createSessionTable,
  encodeSession,
  signInData,
} from "../lib/testing/django/session_rows";
import { openSql } from "../lib/testing/store/sql";
import { DEVELOPMENT, expect, test } from "./app";
import { onOwnDatabase } from "./own_database";
import { accountNav, newUsername } from "./user";

const DJANGO_COOKIE = "django_sessionid";

test.use({ environment: onOwnDatabase(createSessionTable, { DJANGO_SESSION_COOKIE: DJANGO_COOKIE }) });

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("whoever is signed in at Django finds their account at the first page, and signs out of both", async ({
      page,
      context,
      app,
      environment,
    }) => {
      const username = newUsername();
      const body = JSON.stringify({ username, password: "1234" });
      const headers = { "Content-Type": "application/json" };
      expect((await fetch(`${app.url}/user/jwt_signup`, { method: "POST", headers, body })).status).toBe(201);
      const sql = openSql(environment.DATABASE_URL ?? "");
      const [user] = await sql<{ id: number; password: string }>`
        SELECT id, password FROM auth_user WHERE username = ${username}`;
      const secret = DEVELOPMENT.SECRET_KEY;
      const data = signInData(String(user?.id), user?.password ?? "", secret);
      const key = username.replaceAll("-", "").padEnd(32, "x");
      const now = Date.now();
      await addSessionRow(
        sql,
        key,
        encodeSession(data, { secret, at: new Date(now) }),
        new Date(now + 3_600_000),
      );
      await context.addCookies([{ name: DJANGO_COOKIE, value: key, url: app.url }]);

      await page.goto("/account");
      await expect(page.getByRole("heading", { level: 1, name: username })).toBeVisible();
      expect((await context.cookies()).map(({ name }) => name)).toContain("sessionid");
      await page.goto("/account/signins");
      await expect(page.getByText("Your existing sign-in was carried over")).toBeVisible();
      await accountNav(page).getByRole("button", { name: "Sign out" }).click();
      await expect(accountNav(page)).toHaveCount(0);
      await expect
        .poll(async () => (await context.cookies()).map(({ name }) => name))
        .not.toContain(DJANGO_COOKIE);
      expect(await sql`SELECT session_key FROM django_session WHERE session_key = ${key}`).toEqual([]);
      await context.addCookies([{ name: DJANGO_COOKIE, value: key, url: app.url }]);
      await page.goto("/account");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByText(username)).toHaveCount(0);
      await sql.close();
    });
  });
