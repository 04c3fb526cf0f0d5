import { expect, test } from "./app";
import { newName, signUp } from "./person";

test.use({ environment: { ACCESS_TOKEN_LIFETIME: "3s" } });

test("the page refreshes an access token that ends, and stays signed in", async ({ page, context }) => {
  const username = newName();
  await signUp(page, "jwt", username);
  const cookieNamed = async (name: string) =>
    (await context.cookies()).find((cookie) => cookie.name === name)?.value;
  const [access, refresh] = [await cookieNamed("access_token"), await cookieNamed("access_token_refresh")];
  await page.waitForResponse((response) => response.url().endsWith("/user/jwt_refresh") && response.ok());
  await expect(page.getByText(/^Refreshed at/)).toBeVisible();
  expect(await cookieNamed("access_token")).not.toBe(access);
  expect(await cookieNamed("access_token_refresh")).not.toBe(refresh);
  await expect(page.getByRole("heading", { name: username })).toBeVisible();
});

test("who comes back after the access token ended is still signed in", async ({ page, context }) => {
  const username = newName();
  await signUp(page, "jwt", username);
  await page.goto("/");
  await context.clearCookies({ name: "access_token" });
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: username })).toBeVisible();
});
