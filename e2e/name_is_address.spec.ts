import { expect, test } from "./app";
import { expectNoViolations } from "./axe";
import { onOwnDatabase } from "./own_database";

/** Users that a Django names by their address (USERNAME_FIELD = "email"), and of whom it stores no age. */
const TABLE = `CREATE TABLE "club_member" (
  "id" char(32) NOT NULL PRIMARY KEY, "password" varchar(128) NOT NULL, "last_login" datetime NULL,
  "email" varchar(254) NOT NULL UNIQUE, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL)`;

test.use({
  environment: onOwnDatabase((sql) => sql.script(TABLE), {
    USER_TABLE: "club_member",
    USERNAME_COLUMN: "email",
  }),
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("the address is asked for once, and is what one signs in with, sees and changes", async ({
      page,
    }) => {
      const address = (name: string) => `${name}.${javaScriptEnabled}@example.com`;
      const fill = async (email: string) => {
        await page.getByLabel("Email").fill(email);
        await page.locator("input[name=password]").fill("1234");
      };
      await page.goto("/session/signup");
      await expect(page.locator("form input:visible")).toHaveCount(2);
      await expect(page.getByLabel("Email")).toHaveAttribute("autocomplete", "username");
      await fill("kim");
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByText("Check the email address")).toBeVisible();
      await expect(page.getByLabel("Email")).toHaveValue("kim");
      if (javaScriptEnabled) await expectNoViolations(page, "a sign-up by address, refused");
      await fill(address("Kim"));
      await page.getByRole("button", { name: "Create account" }).click();
      await page.waitForURL("**/account");
      await expect(page.getByRole("heading", { level: 1, name: address("Kim") })).toBeVisible();
      for (const absent of ["Username", "Age"])
        await expect(
          page.locator("section[aria-labelledby=about-heading]").getByText(absent, { exact: true }),
        ).toHaveCount(0);
      await page.goto("/account?edit=email");
      await page.getByLabel("Email").fill(address("Lee"));
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("heading", { level: 1, name: address("Lee") })).toBeVisible();
      await page.goto("/account?edit=delete");
      await expect(page.getByLabel(`To go on, type your email address: ${address("Lee")}`)).toBeVisible();
      await page.context().clearCookies();
      await page.goto("/jwt/signin");
      await fill(address("Lee"));
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL("**/account");
    });
  });
