import { expect, test } from "./app";
import { newName, signUp, WORDS } from "./person";

test.use({ environment: { AUTH_COOKIE: "none" } });

test("with AUTH_COOKIE unset the tab keeps the tokens, sends them as bearer, and signing out ends them", async ({
  page,
  context,
  app,
}) => {
  const username = newName();
  await signUp(page, "jwt", username);
  const tokens = (await page.evaluate(() => JSON.stringify(sessionStorage))).match(/eyJ[\w.-]+/g) ?? [];
  expect(tokens).toHaveLength(2);
  expect(await context.cookies()).toEqual([]);
  await expect(page.getByRole("heading", { name: username })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: username })).toBeVisible();
  await page.getByRole("button", { name: WORDS.jwt.signOut }).click();
  await expect(page.getByRole("button", { name: WORDS.jwt.signOut })).toBeHidden();
  for (const token of tokens) {
    const me = await fetch(`${app.url}/user/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(me.status).toBe(401);
  }
});
