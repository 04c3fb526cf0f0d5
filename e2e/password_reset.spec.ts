import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { DEVELOPMENT, expect, start, test } from "./app";
import { expectNoViolationsInBoth } from "./axe";
import { newUsername, signIn } from "./user";

test.use({ environment: { PASSWORD_VALIDATORS: "min_length,numeric" } });

const PASSWORD = "a quiet key";
const NEW = "a louder key";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const newPassword = (page: Page) => page.locator("input[name=new_password]");

/** A user with an address of their own, who is signed in nowhere. */
async function userWithAddress(context: BrowserContext) {
  const username = newUsername();
  const email = `${username}@example.com`;
  await context.request.post("/user/session_signup", { data: { username, password: PASSWORD, email } });
  await context.clearCookies();
  return { username, email };
}

async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto("/password_reset");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.waitForURL("**/password_reset/sent");
}

/** The newest link in the mailbox for an address. */
async function linkFor(context: BrowserContext, url: string, email: string): Promise<string> {
  const find = async () => {
    const mails = (await (await context.request.get("/dev/mailbox")).text()).split("<article>");
    const mail = mails.find((each) => each.includes(`To ${email},`) && each.includes("/reset/"));
    return /href="(http[^"]*\/reset\/[^"]*)"/.exec(mail ?? "")?.[1] ?? "";
  };
  await expect.poll(find).not.toBe("");
  // Links lead to APP_ORIGIN, which names no port that is chosen at the start.
  return url + new URL(await find()).pathname;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    for (const mode of ["session", "jwt"] as const) {
      test(`a forgotten password is reset by the link of a mail, then signs in by ${mode}`, async ({
        page,
        context,
        app,
      }) => {
        const { username, email } = await userWithAddress(context);
        await page.goto(`/${mode}/signin`);
        await page.getByRole("link", { name: "Forgot your password?" }).click();
        await expect(heading(page)).toHaveText("Forgot your password?");
        await askForLink(page, email);
        await expect(heading(page)).toHaveText("Check your email");

        await page.goto(await linkFor(context, app.url, email));
        await expect(page).toHaveURL("/password_reset/new");
        await expect(page.getByText(`For the account ${username}.`)).toBeVisible();
        await expect(newPassword(page)).toHaveAttribute("autocomplete", "new-password");
        if (javaScriptEnabled && mode === "session") await expectNoViolationsInBoth(page, "new password");
        await newPassword(page).fill("123456789");
        await page.getByRole("button", { name: "Set the password" }).click();
        await expect(page.locator("#new_password-error")).toHaveText("Add something other than digits.");
        await newPassword(page).fill(NEW);
        await page.getByRole("button", { name: "Set the password" }).click();
        await page.waitForURL("**/password_reset/done");
        await expect(heading(page)).toHaveText("Your password is set");
        expect(await context.cookies()).toEqual([]);

        await page.getByRole("link", { name: mode === "jwt" ? "with tokens" : "with a session" }).click();
        await signIn(page, username, NEW);
        await page.waitForURL("**/account");
        await expect(heading(page)).toContainText(username);
      });
    }

    test("a link that was used, or is none, says so, and leads to the way to ask again", async ({
      page,
      context,
      app,
    }) => {
      const { email } = await userWithAddress(context);
      await askForLink(page, email);
      const link = await linkFor(context, app.url, email);
      await page.goto(link);
      const [, uid, token] = /\/reset\/([^/]+)\/([^/]+)/.exec(link) ?? [];
      const used = { uid, token, new_password: NEW };
      const confirm = await fetch(`${app.url}/user/password_reset_confirm`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(used),
      });
      expect(confirm.status).toBe(204);
      await newPassword(page).fill(`${NEW}!`);
      await page.getByRole("button", { name: "Set the password" }).click();
      await expect(heading(page)).toHaveText("This link no longer works");
      await page.goto("/reset/MQ/abc-0123");
      await expect(heading(page)).toHaveText("This link no longer works");
      await page.getByRole("link", { name: "Ask for a new link" }).click();
      await page.waitForURL("**/password_reset");
    });

    test("what is no address is told; an address that nobody has leads on as any other", async ({ page }) => {
      await page.goto("/password_reset");
      await page.getByLabel("Email").fill("nobody");
      await page.getByRole("button", { name: "Send the link" }).click();
      await expect(page.locator("#email-error")).toContainText("Check the email address");
      await expect(page.getByLabel("Email")).toHaveValue("nobody");
      if (javaScriptEnabled) await expectNoViolationsInBoth(page, "forgotten password, refused");
      await askForLink(page, "nobody@example.com");
      await expect(heading(page)).toHaveText("Check your email");
    });
  });
}

test("opening a link changes nothing, and leaves its token in no address, page or Referer", async ({
  page,
  context,
  app,
}) => {
  const { email } = await userWithAddress(context);
  await askForLink(page, email);
  const link = await linkFor(context, app.url, email);
  const token = link.split("/").at(-2) ?? "";
  // As programs do that look at mails.
  for (let opened = 0; opened < 3; opened += 1) await context.request.get(link);
  const seen: string[] = [];
  page.on("request", (request) => {
    if (!request.url().includes(token))
      seen.push(request.url(), JSON.stringify(request.headers().referer ?? ""));
  });
  await page.goto(link);
  await expect(newPassword(page)).toBeVisible();
  await page.goto("/password_reset");
  await page.goBack();
  await expect(page).toHaveURL("/password_reset/new");
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.join("\n") + (await page.content())).not.toContain(token);
  await newPassword(page).fill(NEW);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.waitForURL("**/password_reset/done");
});

test("password managers are led to the form for a new password", async ({ page, context }) => {
  await context.request.post("/user/session_signup", {
    data: { username: newUsername(), password: PASSWORD },
  });
  await page.goto("/.well-known/change-password");
  await expect(page.locator("input[name=old_password]")).toBeVisible();
});

test("where no mail can be sent, there is no link to the page, and no page", async ({ page }) => {
  const database = path.join(mkdtempSync(path.join(tmpdir(), "latchkey-e2e-")), "app.db");
  const app = await start({
    ...DEVELOPMENT,
    ...{ DEBUG: "false", PASSWORD_VALIDATORS: "numeric", DATABASE_URL: `file:${database}` },
  });
  try {
    for (const mode of ["session", "jwt"]) {
      await page.goto(`${app.url}/${mode}/signin`);
      await expect(heading(page)).toBeVisible();
      await expect(page.getByRole("link", { name: /forgot/i })).toHaveCount(0);
    }
    expect((await page.goto(`${app.url}/password_reset`))?.status()).toBe(404);
    expect((await fetch(`${app.url}/dev/mailbox`)).status).toBe(404);
  } finally {
    await app.stop();
    rmSync(path.dirname(database), { recursive: true, force: true });
  }
});
