import { expect, test } from "./app";
import { accountNav, LABELS, newUsername, signUp } from "./user";

test.use({ environment: { ACCESS_TOKEN_LIFETIME: "3s" } });

test("the page refreshes an access token that ends, and stays signed in", async ({
  page,
  context,
  tokenCookies,
}) => {
  const username = newUsername();
  await signUp(page, "jwt", username);
  const cookieNamed = async (name: string) =>
    (await context.cookies()).find((cookie) => cookie.name === name)?.value;
  const access = await cookieNamed(tokenCookies.access);
  const refresh = await cookieNamed(tokenCookies.refresh);
  await page.waitForResponse((response) => response.url().endsWith("/user/jwt_refresh") && response.ok());
  await expect(page.getByText(/^Refreshed at/)).toBeVisible();
  expect(await cookieNamed(tokenCookies.access)).not.toBe(access);
  expect(await cookieNamed(tokenCookies.refresh)).not.toBe(refresh);
  await expect(page.getByRole("heading", { name: username })).toBeVisible();
});

test("who comes back after the access token ended is still signed in", async ({
  page,
  context,
  tokenCookies,
}) => {
  const username = newUsername();
  await signUp(page, "jwt", username);
  await page.goto("/");
  await context.clearCookies({ name: tokenCookies.access });
  await page.goto("/jwt/signin");
  await expect(accountNav(page)).toContainText(username);
  await expect(page.getByRole("main")).toContainText(`You are signed in as ${username} with tokens.`);
  await page.goto("/account/browser");
  await expect(page.getByRole("heading", { name: username })).toBeVisible();
  await expect(page.getByText(/^Refreshed at/)).toBeVisible();
  await expect(page.getByRole("table")).toContainText("access");
});

test("while the server cannot be reached the page says so, and goes on once it can", async ({ page }) => {
  const username = newUsername();
  await signUp(page, "jwt", username);
  await page.route("**/user/jwt_refresh", (route) => route.abort());
  await expect(page.getByText("We couldn’t reach the server to refresh your tokens.")).toBeVisible();
  await page.unroute("**/user/jwt_refresh");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^Refreshed at/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: username })).toBeVisible();
  await page.getByRole("button", { name: LABELS.jwt.signOut }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
});
