/** What staff see and do: with scripts and without, by the keyboard alone, in both languages. */

import type { Locator, Page } from "@playwright/test";
import { addUser, openSql, type Sql } from "../lib/testing/store/sql";
import { adminTexts } from "../lib/ui/messages/admin";
import { expect, test } from "./app";
import { expectNoViolationsInBoth } from "./axe";
import { sidewaysScrolls } from "./layout_faults";
import { onOwnDatabase } from "./own_database";
import { newUsername } from "./user";

const PASSWORD = "1234";
const LONG = { username: "x".repeat(150), email: `${"y".repeat(60)}@${"z".repeat(60)}.example` };
/** Writes backwards from where it begins, and looks like markup. */
const HOSTILE = {
  username: "\u202eboss<b onmouseover=alert(1)>\u0645\u0631\u062d",
  email: "<img src=x>@example.com",
};

async function prepare(sql: Sql): Promise<void> {
  for (let index = 0; index < 52; index++) await addUser(sql, { username: `many${index}` });
  for (const user of [LONG, HOSTILE]) await addUser(sql, user);
}

test.use({ environment: onOwnDatabase(prepare, { EMAIL_HOST: "127.0.0.1" }) });
test.setTimeout(120_000);

interface Signed {
  readonly username: string;
  readonly id: string;
}

async function signUp({ request }: Page): Promise<Signed> {
  const username = newUsername();
  const answer = await request.post("/user/session_signup", {
    data: { username, password: PASSWORD, email: `${username}@example.com` },
    headers: { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" },
  });
  expect(answer.status()).toBe(201);
  const { id } = await answer.json();
  return { username, id: String(id) };
}

/** Runs SQL beside the app. */
async function beside<T>(
  environment: Readonly<Record<string, string>>,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const sql = openSql(environment.DATABASE_URL ?? "");
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}

/** Somebody else, and a member of staff, who is signed in then. */
async function open(page: Page, environment: Readonly<Record<string, string>>) {
  const person = await signUp(page);
  // Signing up ends the session that the browser has: this one goes on.
  await page.context().clearCookies();
  const staff = await signUp(page);
  await beside(
    environment,
    (sql) => sql`UPDATE auth_user SET is_staff = true WHERE username = ${staff.username}`,
  );
  return { person, staff };
}

/** Presses Tab until a control has the focus. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`no Tab leads to ${control}`);
}

const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const told = (page: Page) => page.getByRole("main").getByRole("status");

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("by the keyboard alone: found, deactivated, activated, signed out", async ({
      page,
      environment,
    }) => {
      const { person } = await open(page, environment);
      await page.goto("/account");
      await tabTo(page, link(page, "Users"));
      await page.keyboard.press("Enter");
      await expect(heading(page)).toHaveText("Users");
      await tabTo(page, page.getByLabel(/^Find by/));
      await page.keyboard.type(person.username.toUpperCase());
      await page.keyboard.press("Enter");
      await tabTo(page, link(page, person.username));
      await page.keyboard.press("Enter");
      await expect(heading(page)).toHaveText(person.username);
      await expect(page).toHaveTitle(new RegExp(`${person.username}.* · Users`));
      for (const [act, done] of [
        ["Deactivate", "The account is deactivated."],
        ["Activate", "The account is active."],
        ["Sign out everywhere", "The account is signed out everywhere."],
        ["Send reset link", "The mail is on its way."],
      ] as const) {
        await tabTo(page, link(page, act));
        await page.keyboard.press("Enter");
        await tabTo(page, page.getByRole("button", { name: act, exact: true }));
        await page.keyboard.press("Enter");
        await expect(told(page)).toHaveText(done);
      }
      const events = page.getByRole("table", { name: /^Events/ });
      await expect(events.getByRole("rowheader").first()).toContainText(
        "A link to reset the password was asked for",
      );
      await expect(events.getByRole("link", { name: /^By user/ })).toHaveCount(4);
    });

    test("one sign-in is ended, and nothing is done by opening a link or going back", async ({
      page,
      environment,
    }) => {
      const { person } = await open(page, environment);
      await page.goto(`/admin/users/${person.id}`);
      const table = page.getByRole("table", { name: "Where it is signed in" });
      await table.getByRole("link", { name: "Sign out" }).click();
      await expect(page.getByRole("heading", { name: /^End this sign-in/ })).toBeVisible();
      await page.goto(page.url());
      await expect(table.getByRole("rowheader")).toHaveCount(1);
      await link(page, "Cancel").click();
      await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
      await table.getByRole("link", { name: "Sign out" }).click();
      await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(told(page)).toHaveText("The sign-in has ended.");
      await expect(table).toHaveCount(0);
    });

    test("after a while the password is asked for, and it goes on from there", async ({
      page,
      environment,
    }) => {
      const { person, staff } = await open(page, environment);
      const makeOld = () =>
        beside(
          environment,
          (sql) => sql`UPDATE latchkey_session SET authenticated_at = '2026-01-01 00:00:00'
          WHERE user_key = ${staff.id}`,
        );
      await page.goto(`/admin/users/${person.id}?act=deactivate`);
      await makeOld();
      await page.getByRole("button", { name: "Deactivate", exact: true }).click();
      const password = page.getByLabel("Password", { exact: true });
      await expect(page.getByRole("heading", { name: "Confirm it’s you" })).toBeVisible();
      await expect(page.getByText(person.username)).toHaveCount(0);
      await password.fill("wrong");
      await page.getByRole("button", { name: "Confirm" }).click();
      await expect(password).toHaveAccessibleDescription(/That is not your password/);
      await password.fill(PASSWORD);
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.getByRole("button", { name: "Deactivate", exact: true }).click();
      await expect(told(page)).toHaveText("The account is deactivated.");
      await makeOld();
      await page.goto("/admin?prefix=many1");
      await password.fill(PASSWORD);
      await page.getByRole("button", { name: "Confirm" }).click();
      await expect(page.getByLabel(/^Find by/)).toHaveValue("many1");
    });

    test("the list goes on page by page, and shows names as they are", async ({ page, environment }) => {
      await open(page, environment);
      await page.goto("/admin?prefix=many");
      const rows = page.getByRole("rowheader");
      await expect(rows).toHaveCount(50);
      await link(page, "Next page").click();
      await expect(rows).toHaveCount(2);
      await link(page, "First page").click();
      await expect(rows).toHaveCount(50);
      await page.goto(`/admin?${new URLSearchParams({ prefix: HOSTILE.username })}`);
      await expect(rows).toHaveText([`${HOSTILE.username}${HOSTILE.email}`]);
      await link(page, HOSTILE.username).click();
      await expect(heading(page)).toHaveText(HOSTILE.username);
      await expect(page.getByRole("main").locator("img, b")).toHaveCount(0);
    });
  });
}

test("to others there is no such page, and no way to it; to who is not signed in it is one to sign in for", async ({
  page,
  context,
  environment,
}) => {
  const { staff } = await open(page, environment);
  const page404 = async (path: string) => {
    const answer = await page.goto(path);
    await expect(heading(page)).toHaveText("We couldn’t find this page");
    return [answer?.status(), answer?.headers()["cache-control"]];
  };
  expect((await page.goto("/admin"))?.headers()["cache-control"]).toBe("private, no-store");
  await expect(heading(page)).toHaveText("Users");
  for (const none of ["99999", "x", "%00", "%ff"])
    expect((await page404(`/admin/users/${none}`))[0]).toBe(404);
  await beside(
    environment,
    (sql) => sql`UPDATE auth_user SET is_staff = false WHERE username = ${staff.username}`,
  );
  for (const path of ["/admin", `/admin/users/${staff.id}`, "/admin/users/99999"])
    expect(await page404(path)).toEqual([404, "private, no-store"]);
  await page.goto("/account");
  await expect(link(page, "Sign-ins")).toBeVisible();
  await expect(link(page, "Users")).toHaveCount(0);
  await context.clearCookies();
  await page.goto("/admin");
  expect(page.url()).toContain("signin?next=%2Fadmin");
});

test("their own account and superusers’ are shown without acts, and say why", async ({
  page,
  environment,
}) => {
  const { person, staff } = await open(page, environment);
  await page.goto(`/admin/users/${staff.id}?act=deactivate`);
  await expect(page.getByText("This is your own account.")).toBeVisible();
  await beside(
    environment,
    (sql) => sql`UPDATE auth_user SET is_superuser = true WHERE username = ${person.username}`,
  );
  const main = page.getByRole("main");
  await expect(main.getByRole("button")).toHaveCount(0);
  await page.goto(`/admin/users/${person.id}?act=deactivate`);
  await expect(page.getByText("Only superusers can act on a superuser’s account.")).toBeVisible();
  await expect(main.getByRole("button")).toHaveCount(0);
});

for (const language of ["en", "ko"] as const) {
  test.describe(language, () => {
    test.use({ locale: { en: "en-US", ko: "ko-KR" }[language] });

    test("axe finds nothing, and nothing scrolls sideways on a phone", async ({ page, environment }) => {
      test.setTimeout(180_000);
      const { person, staff } = await open(page, environment);
      const admin = adminTexts[language];
      await page.setViewportSize({ width: 320, height: 800 });
      const states = {
        "admin, users": "/admin",
        "admin, nobody found": "/admin?prefix=nobody",
        "admin, a user": `/admin/users/${person.id}`,
        "admin, asked whether to": `/admin/users/${person.id}?act=deactivate`,
        "admin, refused": `/admin/users/${person.id}?error=permission_denied`,
      };
      for (const [state, path] of Object.entries(states)) {
        await page.goto(path);
        await expect(heading(page)).toHaveText(path.startsWith("/admin/") ? person.username : admin.title);
        expect(await sidewaysScrolls(page), state).toEqual([]);
        await expectNoViolationsInBoth(page, state);
      }
      for (const { username } of [LONG, HOSTILE]) {
        await page.goto(`/admin?${new URLSearchParams({ prefix: username })}`);
        expect(await sidewaysScrolls(page)).toEqual([]);
        await link(page, username).click();
        await expect(heading(page)).toHaveText(username);
        expect(await sidewaysScrolls(page)).toEqual([]);
      }
      await beside(
        environment,
        (sql) => sql`UPDATE latchkey_session SET authenticated_at = '2026-01-01 00:00:00'
        WHERE user_key = ${staff.id}`,
      );
      await page.goto("/admin");
      await expectNoViolationsInBoth(page, "admin, password asked for");
    });
  });
}
