import { expect, test } from "./app";
import { expectNoViolations } from "./axe";

test.use({ environment: { SIGN_UP: "false", SIGN_IN_BY: "both" } });

test("no page leads to a sign-up; its own page says so, in both languages, and leads to the sign-in", async ({
  page,
}) => {
  for (const path of ["/", "/session/signin", "/jwt/signin"]) {
    await page.goto(path);
    await expect(page.getByRole("button", { name: "한국어" })).toBeVisible();
    await expect(page.locator("a[href*=signup]")).toHaveCount(0);
    await expect(page.locator("body")).not.toContainText("signup");
  }
  await expect(page.getByLabel("Username or email")).toHaveAttribute("autocomplete", "username");
  for (const mode of ["session", "jwt"]) {
    await page.goto(`/${mode}/signup?error=sign_up_closed&next=%2Faccount%2Fsignins`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign-up is closed");
    await expect(page).toHaveTitle(/^Sign-up is closed/);
    await expectNoViolations(page, "sign-up is closed");
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
    await page.waitForURL(`**/${mode}/signin?next=%2Faccount%2Fsignins`);
  }
  await page.getByRole("button", { name: "한국어" }).click();
  await expect(page.getByLabel("아이디 또는 이메일")).toBeVisible();
  await page.goto("/session/signup");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("회원가입을 받지 않아요");
});
