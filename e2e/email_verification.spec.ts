import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test } from "./app";
import { expectNoViolationsInBoth } from "./axe";
import { newUsername, signIn } from "./user";

test.use({ environment: { EMAIL_VERIFICATION: "mandatory" } });

const PASSWORD = "a quiet key";
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Link and code of the newest mail to an address, from the mailbox of development. */
async function verificationMail(request: APIRequestContext, address: string) {
  let text = "";
  const find = async () => {
    const mailbox = await (await request.get("/dev/mailbox")).text();
    text = mailbox.slice(mailbox.indexOf(address));
    return mailbox.includes(address) && /your code is \d{6}/.test(text);
  };
  await expect.poll(find, { timeout: 30_000 }).toBe(true);
  const [, code = ""] = /your code is (\d{6})/.exec(text) ?? [];
  const [link = ""] = /\/user\/email_verify\/[\w-]+/.exec(text) ?? [];
  return { code, link };
}

async function signUp(page: Page, mode: string, username: string): Promise<void> {
  await page.goto(`/${mode}/signup?next=/account/browser`);
  const fields = { username, password: PASSWORD, email: `${username}@example.com` };
  for (const [name, value] of Object.entries(fields)) await page.locator(`input[name=${name}]`).fill(value);
  await press(page, "Create account");
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled, locale: "en-US" });

    test("sign-up by session asks for the code, tells a wrong one, and leads to the sign-in", async ({
      page,
    }) => {
      const username = newUsername();
      await signUp(page, "session", username);
      await expect(heading(page)).toHaveText("Verify your email address");
      if (javaScriptEnabled) await expectNoViolationsInBoth(page, "e-mail, code");
      const { code } = await verificationMail(page.request, `${username}@example.com`);
      await page.getByLabel("Code", { exact: true }).fill(code === "000000" ? "111111" : "000000");
      await press(page, "Verify");
      await expect(page.locator("#code-error")).toContainText("This code isn’t right");
      await page.getByLabel("Code", { exact: true }).fill(code);
      await press(page, "Verify");
      await expect(heading(page)).toHaveText("Your email address is verified");
      await page.getByRole("link", { name: "Go on" }).click();
      await signIn(page, username, PASSWORD);
      await page.waitForURL("**/account/browser");
    });

    test("sign-in by JWT mails again, and the link verifies once its button is pressed", async ({
      page,
      context,
    }) => {
      const username = newUsername();
      await signUp(page, "jwt", username);
      await expect(heading(page)).toHaveText("Verify your email address");
      const first = await verificationMail(page.request, `${username}@example.com`);
      await press(page, "Send again");
      await expect(page.getByRole("status").filter({ hasText: "a new mail is on its way" })).toBeVisible();
      let second = first;
      await expect
        .poll(async () => {
          second = await verificationMail(page.request, `${username}@example.com`);
          return second.link;
        })
        .not.toBe(first.link);
      for (const { link } of [first, second]) {
        await page.goto(link);
        await expect(page).toHaveURL("/email/verify");
        await expect(heading(page)).toHaveText("Confirm your email address");
        if (javaScriptEnabled && link === first.link)
          await expectNoViolationsInBoth(page, "e-mail, link opened");
        await press(page, "Confirm");
        if (link === first.link)
          await expect(page.getByRole("alert").first()).toContainText("This link no longer works");
      }
      await expect(heading(page)).toHaveText("Your email address is verified");
      await page.goto(second.link);
      await press(page, "Confirm");
      await expect(heading(page)).toHaveText("Your email address is verified");
      await expect(page.getByText("This link was used already")).toBeVisible();
      expect((await context.cookies()).map(({ name }) => name)).not.toContain("latchkey_email_key");
      await page.goto("/jwt/signin?next=/account/browser");
      await signIn(page, username, PASSWORD);
      await page.waitForURL("**/account/browser");
    });

    test("the account page says that a new address is to be verified, and has it once it is", async ({
      page,
    }) => {
      const username = newUsername();
      await signUp(page, "session", username);
      const first = await verificationMail(page.request, `${username}@example.com`);
      await page.getByLabel("Code", { exact: true }).fill(first.code);
      await press(page, "Verify");
      await page.getByRole("link", { name: "Go on" }).click();
      await signIn(page, username, PASSWORD);
      await page.waitForURL("**/account/browser");
      await page.goto("/account");
      await expect(page.getByRole("link", { name: "Verify it now" })).toHaveCount(0);
      const changed = `new-${username}@example.com`;
      await page.request.patch("/user/me", { data: { email: changed } });
      await page.reload();
      await expect(page.getByText(`Your email address becomes ${changed} once you verify it.`)).toBeVisible();
      if (javaScriptEnabled) await expectNoViolationsInBoth(page, "account, address to verify");
      await page.getByRole("link", { name: "Verify it now" }).click();
      await expect(heading(page)).toHaveText("Verify your email address");
      const { code } = await verificationMail(page.request, changed);
      await page.getByLabel("Code", { exact: true }).fill(code);
      await press(page, "Verify");
      await page.getByRole("link", { name: "Go on" }).click();
      await page.waitForURL("**/account");
      await expect(page.getByText(changed)).toBeVisible();
      await expect(page.getByRole("link", { name: "Verify it now" })).toHaveCount(0);
    });
  });
}
